package org.annals.examples.githistory;

import org.annals.domain.EventDetails;
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
 * <p>Several commits are saved at once, each of them whole, so an import that ends early, however
 * that comes, goes on with the first commit that is not recorded. Commits that appear later are
 * recorded by the next run, also those of a branch that was merged meanwhile. For one thread.
 */
public final class HistoryImport {
    private static final int EVENTS_PER_SAVE = 500;
    private static final int FILES_IN_MEMORY = 4_096;

    private final GitHistory history;
    private final GitRepository repository;
    private final ImportProgress progress;
    private final LoadedFiles files;
    private final CommitJournal journal = new CommitJournal();
    private final Set<Recordable> changed = new LinkedHashSet<>();
    private long head;
    private long commits;
    private int unsavedCommits;
    private long unsavedEvents;
    private long events;
    private long nanosSaving;

    /** Makes the import of a repository into a history. */
    public HistoryImport(GitHistory history, GitRepository repository, ImportProgress progress) {
        this(history, repository, progress, FILES_IN_MEMORY);
    }

    HistoryImport(
            GitHistory history,
            GitRepository repository,
            ImportProgress progress,
            int filesInMemory) {
        this.history = history;
        this.repository = repository;
        this.progress = progress;
        this.files = new LoadedFiles(history, filesInMemory);
    }

    /**
     * Records what is missing.
     *
     * @throws UnreadableRepositoryException if the repository is damaged; what was recorded before
     *     stays
     * @throws ConcurrentImportException if another program writes to the same log
     */
    public Imported run() {
        long start = System.nanoTime();
        head = history.eventCount();
        try (var reader = new CommitReader(repository)) {
            List<RevCommit> missing = reader.missing(history.commitIds());
            progress.begins(reader.recordedCount(), missing.size());
            for (RevCommit commit : missing) {
                List<FileChange> changes = reader.changes(commit);
                take(commit, reader.authorship(commit), changes);
                if (unsavedEvents >= EVENTS_PER_SAVE) {
                    save();
                }
            }
            save();
        } catch (IOException e) {
            throw repository.unreadable(e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Imported(commits, events, took, Duration.ofNanos(nanosSaving));
    }

    private void take(RevCommit commit, Authorship author, List<FileChange> changes) {
        Metadata.with(
                author.metadata(),
                () -> {
                    int number = 0;
                    for (FileChange change : changes) {
                        take(change, author.details("change " + number++));
                    }
                    var read =
                            new CommitRead(commit.name(), commit.getParentCount(), changes.size());
                    journal.add(read, author.details("read"));
                });
        changed.add(journal);
        unsavedEvents++;
        unsavedCommits++;
    }

    private void take(FileChange change, EventDetails details) {
        GitFile file = files.at(change.path());
        long before = file.version();
        file.take(change, details);
        if (file.version() > before) {
            changed.add(file);
            unsavedEvents += file.version() - before;
        }
    }

    private void save() {
        if (unsavedCommits == 0) {
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
