package org.annals.examples.githistory;

import org.annals.domain.EventDetails;
import org.annals.domain.EventSourcingException;
import org.annals.domain.Metadata;
import org.annals.domain.Recordable;
import org.annals.persistence.VersionConflictException;
import org.eclipse.jgit.revwalk.RevCommit;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Records the commits of a repository that are not recorded yet, oldest first.
 *
 * <p>Several commits are saved at once, each of them whole, and one with very many changes in
 * parts. So an import that ends early, however that comes, goes on with the first commit, or the
 * first change of it, that is not recorded. Commits that appear later are recorded by the next run,
 * also those of a branch that was merged meanwhile. For one thread.
 */
public final class HistoryImport {
    private static final int EVENTS_PER_SAVE = 500;
    private static final long CHARACTERS_PER_SAVE = 1 << 20;
    private static final int FILES_IN_MEMORY = 4_096;

    private final GitHistory history;
    private final GitRepository repository;
    private final ImportProgress progress;
    private final LoadedFiles files;
    private final PartSize partSize;
    private final CommitJournal journal = new CommitJournal();
    private final Set<Recordable> changed = new LinkedHashSet<>();
    private long head;
    private long commits;
    private int unsavedCommits;
    private long unsavedEvents;
    private long unsavedCharacters;
    private long events;
    private long nanosSaving;

    /** Makes the import of a repository into a history. */
    public HistoryImport(GitHistory history, GitRepository repository, ImportProgress progress) {
        this(history, repository, progress, FILES_IN_MEMORY, PartSize.USUAL);
    }

    HistoryImport(
            GitHistory history,
            GitRepository repository,
            ImportProgress progress,
            int filesInMemory,
            PartSize partSize) {
        this.history = history;
        this.repository = repository;
        this.progress = progress;
        this.files = new LoadedFiles(history, filesInMemory);
        this.partSize = partSize;
    }

    /**
     * Records what is missing.
     *
     * @throws UnreadableRepositoryException if the repository is damaged; what was recorded before
     *     stays
     * @throws UnrelatedHistoryException if the log has commits, and none is in the repository
     * @throws ImportIncompleteException if the log cannot be used any more, after some commits were
     *     recorded
     * @throws ConcurrentImportException if another program writes to the same log
     */
    public Imported run() {
        long start = System.nanoTime();
        head = history.eventCount();
        try (var reader = new CommitReader(repository)) {
            List<RevCommit> missing = reader.missing(history.commitEvents());
            long recorded = reader.recorded().count();
            progress.begins(
                    new ImportPlan(recorded, recorded - reader.presentCount(), missing.size()));
            for (RevCommit commit : missing) {
                take(
                        commit,
                        reader.authorship(commit),
                        reader.changes(commit),
                        reader.recorded().changesOf(commit));
                if (unsavedEvents >= EVENTS_PER_SAVE || unsavedCharacters >= CHARACTERS_PER_SAVE) {
                    save();
                }
            }
            save();
        } catch (IOException e) {
            throw repository.unreadable(e);
        } catch (EventSourcingException e) {
            throw events == 0 ? e : new ImportIncompleteException(commits, e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Imported(commits, events, took, Duration.ofNanos(nanosSaving));
    }

    private void take(RevCommit commit, Authorship author, List<FileChange> changes, int recorded) {
        List<FileChange> left = changes.subList(recorded, changes.size());
        Metadata.with(
                author.metadata(),
                () -> {
                    int number = recorded;
                    for (List<FileChange> part : partSize.parts(left)) {
                        for (FileChange change : part) {
                            take(change, author.details("change " + number++));
                        }
                        if (number < changes.size()) {
                            var end = new CommitPart(commit.name(), number);
                            take(end, author.details("part " + number));
                            save();
                        }
                    }
                    var read =
                            new CommitRead(commit.name(), commit.getParentCount(), changes.size());
                    take(read, author.details("read"));
                    unsavedCommits++;
                });
    }

    private void take(CommitEvent event, EventDetails details) {
        journal.add(event, details);
        changed.add(journal);
        unsavedEvents++;
    }

    private void take(FileChange change, EventDetails details) {
        GitFile file = files.at(change.path());
        long before = file.version();
        file.take(change, details);
        if (file.version() > before) {
            changed.add(file);
            unsavedEvents += file.version() - before;
            unsavedCharacters += change.characters();
        }
    }

    private void save() {
        if (unsavedEvents == 0) {
            return;
        }
        long start = System.nanoTime();
        try {
            history.save(changed.toArray(new Recordable[0]));
        } catch (VersionConflictException | IllegalArgumentException e) {
            throw explained(e);
        }
        nanosSaving += System.nanoTime() - start;
        head += unsavedEvents;
        events += unsavedEvents;
        commits += unsavedCommits;
        progress.recorded(unsavedCommits);
        unsavedEvents = 0;
        unsavedCharacters = 0;
        unsavedCommits = 0;
        changed.clear();
        files.trim();
    }

    /** Returns the reason: positions have no gaps, so a head elsewhere is another program's. */
    private RuntimeException explained(RuntimeException refusal) {
        long found = history.eventCount();
        return found == head ? refusal : new ConcurrentImportException(head, found, refusal);
    }
}
