package org.annals.examples.githistory;

import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a merge itself changed: the paths in which it differs from all its parents. What it
 * took over from one of them was recorded with the commits of that branch. Lines are counted
 * against the parent that is nearest. For one thread at a time.
 */
final class MergeReader {
    private static final int MERGE = 0;

    private final ObjectReader reader;
    private final LineCounter lines;

    MergeReader(ObjectReader reader, LineCounter lines) {
        this.reader = reader;
        this.lines = lines;
    }

    /** Returns the changes of a merge whose parents' headers have been read. */
    List<FileChange> changes(RevCommit merge) throws IOException {
        List<FileChange> changes = new ArrayList<>();
        try (TreeWalk trees = new TreeWalk(reader)) {
            trees.addTree(merge.getTree());
            for (RevCommit parent : merge.getParents()) {
                trees.addTree(parent.getTree());
            }
            trees.setRecursive(true);
            trees.setFilter(TreeFilter.ANY_DIFF);
            while (trees.next()) {
                if (differsFromAllParents(trees)) {
                    changes.add(change(trees));
                }
            }
        }
        return changes;
    }

    private static boolean differsFromAllParents(TreeWalk trees) {
        for (int parent = 1; parent < trees.getTreeCount(); parent++) {
            boolean same =
                    trees.getRawMode(parent) == trees.getRawMode(MERGE)
                            && trees.idEqual(parent, MERGE);
            if (same) {
                return false;
            }
        }
        return true;
    }

    private FileChange change(TreeWalk trees) throws IOException {
        Lines nearest = lines(trees, 1);
        for (int parent = 2; parent < trees.getTreeCount(); parent++) {
            Lines other = lines(trees, parent);
            nearest = other.total() < nearest.total() ? other : nearest;
        }
        String path = trees.getPathString();
        return LineCounter.isMissing(trees.getFileMode(MERGE))
                ? new FileChange.Removed(path, nearest)
                : new FileChange.Written(path, nearest);
    }

    private Lines lines(TreeWalk trees, int parent) throws IOException {
        return lines.between(
                trees.getObjectId(parent),
                trees.getFileMode(parent),
                trees.getObjectId(MERGE),
                trees.getFileMode(MERGE));
    }
}
