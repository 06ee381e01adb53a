package org.annals.examples.githistory;

/** Hears how far an import is. Called on the thread that imports. */
public interface ImportProgress {
    /**
     * Hears what there is to do, before anything is done.
     *
     * @param recorded the commits that are recorded already
     * @param missing the commits that will be read
     */
    void begins(long recorded, long missing);

    /** Hears that so many commits more are durably recorded. */
    void recorded(int commits);
}
