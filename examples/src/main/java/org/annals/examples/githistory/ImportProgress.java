package org.annals.examples.githistory;

/** Hears how far an import is. Called on the thread that imports. */
public interface ImportProgress {
    /** Hears what there is to do, before anything is done. */
    void begins(ImportPlan plan);

    /** Hears that so many commits more are durably recorded; 0 if it was a part of one. */
    void recorded(int commits);
}
