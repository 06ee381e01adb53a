package org.annals.examples.selftest;

/** How an append is made. */
enum Way {
    /** By the recorder. */
    PLAIN,
    /** By the recorder, with rows of the user's own. */
    WITH_ROWS,
    /** With rows, within a transaction of the user's own, which is committed. */
    WITHIN,
    /** With rows, within a transaction of the user's own, which is rolled back. */
    UNDONE,
    /** By the recorder, with event ids that are recorded otherwise, so that it must be refused. */
    REUSING
}
