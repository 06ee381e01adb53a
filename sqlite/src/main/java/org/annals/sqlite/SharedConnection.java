package org.annals.sqlite;

import org.annals.persistence.RecorderClosedException;

import java.sql.Connection;
import java.util.concurrent.locks.Lock;

/** The one connection to a database in memory, for its writer and its readers in turn. */
final class SharedConnection implements ReadConnections {
    private final Lock lock;
    private final Statements statements;
    private final String owner;
    private boolean closed;

    SharedConnection(Connection connection, Lock lock, String owner) {
        this.statements = new Statements(connection);
        this.lock = lock;
        this.owner = owner;
    }

    @Override
    public Statements borrow() {
        lock.lock();
        if (closed) {
            lock.unlock();
            throw new RecorderClosedException(owner);
        }
        return statements;
    }

    @Override
    public void giveBack(Statements lent) {
        lock.unlock();
    }

    /** Keeps the connection: with it the database would go. */
    @Override
    public void discard(Statements lent) {
        lock.unlock();
    }

    /** Refuses reads from now on; the writer closes the connection. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
