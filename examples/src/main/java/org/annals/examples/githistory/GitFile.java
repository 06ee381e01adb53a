package org.annals.examples.githistory;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.EventDetails;
import org.annals.domain.Uuids;

import java.util.UUID;

/**
 * A file path of a repository, and what happened there. Its version is the number of changes.
 *
 * <p>Commits of several branches reach it in one sequence, so it decides from its own state what a
 * change means: what is written after a deletion is created again, and what is deleted twice was
 * deleted once. For one thread at a time.
 */
public final class GitFile extends Aggregate<GitFile.Event> {
    /** What can happen at a path. */
    public sealed interface Event {
        /** A file appeared. */
        record Created(String path, Lines lines) implements Event {}

        /** The file's content or mode changed. */
        record Changed(Lines lines) implements Event {}

        /** A file came here from another path. */
        record RenamedFrom(String path, String from, Lines lines) implements Event {}

        /** The file went from here to another path. */
        record RenamedTo(String to) implements Event {}

        /** The file was deleted. */
        record Deleted(Lines lines) implements Event {}
    }

    /** How files are got back from their events. */
    public static final AggregateType<GitFile> TYPE = AggregateType.of(GitFile.class, GitFile::new);

    private static final UUID PATHS =
            Uuids.nameBased(Uuids.NAMESPACE_URL, "https://annals.org/examples/git/path");

    private String path = "";
    private boolean present;
    private long linesAdded;
    private long linesRemoved;

    private GitFile() {}

    private GitFile(String id) {
        super(id);
    }

    /** Returns the id of a path, which may be longer than an id can be and hold anything. */
    public static String idOf(String path) {
        return "file-" + Uuids.nameBased(PATHS, path);
    }

    /** Returns the file at a path of which nothing is known yet. */
    static GitFile unknown(String path) {
        return new GitFile(idOf(path));
    }

    /** Takes over what a commit did. */
    void take(FileChange change, EventDetails details) {
        switch (change) {
            case FileChange.Written(var at, var lines) ->
                    trigger(
                            present ? new Event.Changed(lines) : new Event.Created(at, lines),
                            details);
            case FileChange.Arrived(var at, var from, var lines) ->
                    trigger(new Event.RenamedFrom(at, from, lines), details);
            case FileChange.Left(var at, var to) ->
                    triggerIfPresent(new Event.RenamedTo(to), details);
            case FileChange.Removed(var at, var lines) ->
                    triggerIfPresent(new Event.Deleted(lines), details);
        }
    }

    private void triggerIfPresent(Event event, EventDetails details) {
        if (present) {
            trigger(event, details);
        }
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Created(var at, var lines) -> appear(at, lines);
            case Event.RenamedFrom(var at, var from, var lines) -> appear(at, lines);
            case Event.Changed(var lines) -> count(lines);
            case Event.RenamedTo(var to) -> present = false;
            case Event.Deleted(var lines) -> {
                present = false;
                count(lines);
            }
        }
    }

    private void appear(String at, Lines lines) {
        path = at;
        present = true;
        count(lines);
    }

    private void count(Lines lines) {
        linesAdded += lines.added();
        linesRemoved += lines.removed();
    }

    /** Returns the path. */
    public String path() {
        return path;
    }

    /** Returns whether a file is there after all that was recorded. */
    public boolean isPresent() {
        return present;
    }

    /** Returns how many lines were added by all changes together. */
    public long linesAdded() {
        return linesAdded;
    }

    /** Returns how many lines were removed by all changes together. */
    public long linesRemoved() {
        return linesRemoved;
    }
}
