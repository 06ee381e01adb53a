package org.annals.sqlite;

import org.annals.persistence.RecorderClosedException;

import java.sql.Connection;

/** The one connection to a database in memory, for a recorder's writer and its readers in turn. */
final class SharedConnection implements ReadConnections {
    private final Turn turn;
    private final Statements statements;
    private final String owner;
    private volatile boolean closed;

    SharedConnection(Connection connection, Turn turn, String owner) {
        this.statements = new Statements(connection);
        this.turn = turn;
        this.owner = owner;
    }

    @Override
    public Statements borrow() {
        turn.take();
        if (closed) {
            turn.giveBack();
            throw new RecorderClosedException(owner);
        }
        return statements;
    }

    @Override
    public void giveBack(Statements lent) {
        turn.giveBack();
    }

    /** Keeps the connection: with it the database would go. */
    @Override
    public void discard(Statements lent) {
        turn.giveBack();
    }

    /** Refuses reads from now on; the writer closes the connection. */
    @Override
    public void close() {
        closed = true;
    }
}
