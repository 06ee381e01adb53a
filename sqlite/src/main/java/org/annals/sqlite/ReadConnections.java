package org.annals.sqlite;

/** Where reads get their connection from. May be shared between threads. */
interface ReadConnections extends AutoCloseable {
    /** Returns a connection for one read, and waits for it if need be. */
    Statements borrow();

    /** Takes a connection back. */
    void giveBack(Statements statements);

    /** Takes back a connection whose last read failed. */
    void discard(Statements statements);

    @Override
    void close();
}
