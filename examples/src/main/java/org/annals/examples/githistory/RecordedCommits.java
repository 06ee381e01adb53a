package org.annals.examples.githistory;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevFlag;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the log has of the commits of a walk. Those that are recorded are flags, which take no room;
 * begun is one at most, unless the repository changed after an interruption. For one thread.
 */
final class RecordedCommits {
    private final RevWalk walk;
    private final RevFlag recorded;
    private final Map<String, Integer> begun = new HashMap<>();
    private long count;

    RecordedCommits(RevWalk walk) {
        this.walk = walk;
        this.recorded = walk.newFlag("recorded");
    }

    void see(CommitEvent event) {
        switch (event) {
            case CommitPart(var commit, var changes) -> begun.put(commit, changes);
            case CommitRead read -> {
                begun.remove(read.commit());
                walk.lookupCommit(ObjectId.fromString(read.commit())).add(recorded);
                count++;
            }
        }
    }

    /** Returns how many commits are recorded to their end. */
    long count() {
        return count;
    }

    /** Returns how many commits are recorded, to their end or not. */
    long knownCount() {
        return count + begun.size();
    }

    /** Returns whether anything of a commit is recorded. */
    boolean knows(RevCommit commit) {
        return has(commit) || begun.containsKey(commit.name());
    }

    /** Returns whether the walk, begun anew at these commits, comes to one that is known. */
    boolean areReachableFrom(List<RevCommit> tips) throws IOException {
        walk.resetRetain(recorded);
        walk.sort(RevSort.NONE);
        walk.markStart(tips);
        for (@Nullable RevCommit each = walk.next(); each != null; each = walk.next()) {
            if (knows(each)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a commit is recorded to its end. */
    boolean has(RevCommit commit) {
        return commit.has(recorded);
    }

    /** Returns how many changes of a commit that is not recorded to its end are recorded. */
    int changesOf(RevCommit commit) {
        return begun.getOrDefault(commit.name(), 0);
    }
}
