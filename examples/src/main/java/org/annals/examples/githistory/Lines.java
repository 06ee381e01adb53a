package org.annals.examples.githistory;

/**
 * How many lines a change added and removed: as few as lead from one content to the other, where
 * that could be found out; otherwise lines that only moved are left out. Immutable.
 *
 * @param added 0 or more
 * @param removed 0 or more
 * @param content whether lines could be counted
 */
public record Lines(int added, int removed, Content content) {
    /** What a file holds. */
    public enum Content {
        /** Lines, which were counted; for a submodule the line that names its commit. */
        TEXT,
        /** Not text, too large to look at, or not in the repository: no lines were counted. */
        OPAQUE
    }

    /** The lines of what has none to count. */
    public static final Lines UNCOUNTED = new Lines(0, 0, Content.OPAQUE);

    /** Returns the lines of a change of text. */
    public static Lines ofText(int added, int removed) {
        return new Lines(added, removed, Content.TEXT);
    }

    /** Returns how many lines were touched. */
    public int total() {
        return added + removed;
    }
}
