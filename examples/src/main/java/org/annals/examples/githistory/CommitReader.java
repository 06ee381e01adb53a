package org.annals.examples.githistory;

import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads commits and what they changed. It keeps the ids of all commits in memory, as any walk from
 * the oldest must, and the contents of one commit at a time. For one thread at a time.
 */
final class CommitReader implements AutoCloseable {
    // Beyond so many files that came and went, only unchanged ones are recognised as renamed.
    private static final int RENAME_LIMIT = 400;

    private final GitRepository repository;
    private final ObjectReader reader;
    private final RevWalk walk;
    private final LineCounter lines;
    private final MergeReader merges;
    private final RecordedCommits recorded;
    private long present;

    CommitReader(GitRepository repository) {
        this.repository = repository;
        this.reader = repository.jgit().newObjectReader();
        this.walk = new RevWalk(reader);
        this.lines = new LineCounter(reader);
        this.merges = new MergeReader(reader, lines);
        this.recorded = new RecordedCommits(walk);
    }

    /**
     * Returns the commits that are not recorded to their end, every one after its parents.
     *
     * @throws UnrelatedHistoryException if some are recorded, and none of these is the repository's
     */
    List<RevCommit> missing(Stream<CommitEvent> events) throws IOException {
        events.forEach(recorded::see);
        walk.setRetainBody(false);
        walk.sort(RevSort.TOPO);
        walk.sort(RevSort.REVERSE, true);
        for (ObjectId tip : repository.tipIds()) {
            walk.markStart(walk.parseCommit(tip));
        }
        List<RevCommit> missing = new ArrayList<>();
        for (@Nullable RevCommit each = walk.next(); each != null; each = walk.next()) {
            if (recorded.has(each)) {
                present++;
            } else {
                missing.add(each);
            }
        }
        if (present == 0
                && recorded.knownCount() > 0
                && missing.stream().noneMatch(recorded::knows)) {
            requireRelated();
        }
        return missing;
    }

    /** Returns how many of the recorded commits lead to where the repository is now. */
    long presentCount() {
        return present;
    }

    // Another branch may have nothing in common with those that were recorded.
    private void requireRelated() throws IOException {
        List<RevCommit> tips = new ArrayList<>();
        for (ObjectId id : repository.allIds()) {
            if (walk.peel(walk.parseAny(id)) instanceof RevCommit commit) {
                tips.add(commit);
            }
        }
        if (!recorded.areReachableFrom(tips)) {
            throw new UnrelatedHistoryException(recorded.knownCount(), repository.folder());
        }
    }

    /** Returns what the log had of the commits. */
    RecordedCommits recorded() {
        return recorded;
    }

    /** Returns who wrote a commit. */
    Authorship authorship(RevCommit commit) throws IOException {
        walk.parseBody(commit);
        try {
            return Authorship.of(commit);
        } finally {
            commit.disposeBody();
        }
    }

    /** Returns what a commit changed, those changes first that free a path. */
    List<FileChange> changes(RevCommit commit) throws IOException {
        for (RevCommit parent : commit.getParents()) {
            walk.parseHeaders(parent);
        }
        List<FileChange> changes =
                commit.getParentCount() > 1 ? merges.changes(commit) : compared(commit);
        changes.sort(Comparator.comparing(change -> !change.frees()));
        return changes;
    }

    private List<FileChange> compared(RevCommit commit) throws IOException {
        List<FileChange> changes = new ArrayList<>();
        for (DiffEntry entry : entries(commit)) {
            Lines touched = lines.of(entry);
            switch (entry.getChangeType()) {
                case ADD, MODIFY ->
                        changes.add(new FileChange.Written(entry.getNewPath(), touched));
                case DELETE -> changes.add(new FileChange.Removed(entry.getOldPath(), touched));
                case RENAME -> {
                    String from = entry.getOldPath();
                    String to = entry.getNewPath();
                    changes.add(new FileChange.Left(from, to));
                    changes.add(new FileChange.Arrived(to, from, touched));
                }
                // A file that is like another one is no less written.
                case COPY -> changes.add(new FileChange.Written(entry.getNewPath(), touched));
            }
        }
        return changes;
    }

    private List<DiffEntry> entries(RevCommit commit) throws IOException {
        try (TreeWalk trees = new TreeWalk(repository.jgit(), reader)) {
            if (commit.getParentCount() == 0) {
                trees.addTree(new EmptyTreeIterator());
            } else {
                trees.addTree(commit.getParent(0).getTree());
            }
            trees.addTree(commit.getTree());
            trees.setRecursive(true);
            trees.setFilter(TreeFilter.ANY_DIFF);
            return renamesFound(DiffEntry.scan(trees));
        }
    }

    private List<DiffEntry> renamesFound(List<DiffEntry> entries) throws IOException {
        var detector = new RenameDetector(repository.jgit());
        detector.setRenameLimit(RENAME_LIMIT);
        detector.addAll(entries);
        try {
            return detector.compute();
        } catch (MissingObjectException e) {
            // A partial clone has no contents to compare.
            return entries;
        }
    }

    @Override
    public void close() {
        walk.close();
        reader.close();
    }
}
