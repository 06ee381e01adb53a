package org.annals.examples.githistory;

import static java.util.Objects.requireNonNull;

import org.annals.examples.RecorderKind;

import java.nio.file.Path;
import java.util.List;

/** Imports, and what they left in the log. */
final class Importing {
    private Importing() {}

    static final class Silent implements ImportProgress {
        @Override
        public void begins(ImportPlan plan) {}

        @Override
        public void recorded(int commits) {}
    }

    static Imported into(GitHistory history, Path repository) {
        try (var git = GitRepository.open(repository)) {
            return new HistoryImport(history, git, new Silent()).run();
        }
    }

    /** Returns what a new log has after one import. */
    static List<String> told(SmallRepository repository) {
        try (var history = new GitHistory(RecorderKind.MEMORY.in(repository.folder()))) {
            into(history, repository.folder());
            return told(history);
        }
    }

    /** Returns the log, an event a line, with the path before what happened there. */
    static List<String> told(GitHistory history) {
        return history.recordings()
                .map(recording -> recording.domainEvent())
                .map(
                        event ->
                                switch (event.event()) {
                                    case CommitRead read -> "commit of " + read.files();
                                    case CommitPart part -> "part up to " + part.changes();
                                    case GitFile.Event file ->
                                            path(
                                                            history,
                                                            requireNonNull(event.origin())
                                                                    .aggregateId())
                                                    + ": "
                                                    + told(file);
                                    default -> throw new AssertionError(event);
                                })
                .toList();
    }

    private static String path(GitHistory history, String id) {
        return history.repository().get(GitFile.class, id).path();
    }

    private static String told(GitFile.Event event) {
        return switch (event) {
            case GitFile.Event.Created(var path, var lines) -> "created" + told(lines);
            case GitFile.Event.Changed(var lines) -> "changed" + told(lines);
            case GitFile.Event.RenamedFrom(var path, var from, var lines) ->
                    "renamed from " + from + told(lines);
            case GitFile.Event.RenamedTo(var to) -> "renamed to " + to;
            case GitFile.Event.Deleted(var lines) -> "deleted" + told(lines);
        };
    }

    private static String told(Lines lines) {
        return lines.content() == Lines.Content.OPAQUE
                ? " opaque"
                : " +%d -%d".formatted(lines.added(), lines.removed());
    }
}
