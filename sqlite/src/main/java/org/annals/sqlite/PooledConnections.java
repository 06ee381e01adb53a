package org.annals.sqlite;

import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A few connections of their own for the readers of a file. */
final class PooledConnections implements ReadConnections {
    private static final int MOST = 4;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Connections connections;
    private final String owner;
    private final Semaphore permits = new Semaphore(MOST);
    private final Deque<Statements> idle = new ArrayDeque<>();
    private boolean closed;

    PooledConnections(Connections connections, String owner) {
        this.connections = connections;
        this.owner = owner;
    }

    @Override
    public Statements borrow() {
        acquire();
        try {
            Statements statements = idleOne();
            return statements != null ? statements : new Statements(connections.openForReading());
        } catch (SQLException e) {
            permits.release();
            throw SqliteErrors.translated(e, connections.where());
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private void acquire() {
        try {
            // First without the time, for that is refused to whoever is interrupted.
            boolean acquired =
                    permits.tryAcquire()
                            || permits.tryAcquire(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
            if (!acquired) {
                throw new RecorderUnavailableException(
                        "No connection to %s was free within %s, %d being in use. Read less at a time."
                                .formatted(connections.where(), LONGEST_WAIT, MOST),
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecorderUnavailableException(
                    "The thread was interrupted while it waited to read %s."
                            .formatted(connections.where()),
                    e);
        }
    }

    private synchronized @Nullable Statements idleOne() {
        if (closed) {
            throw new RecorderClosedException(owner);
        }
        return idle.pollLast();
    }

    @Override
    public void giveBack(Statements statements) {
        if (!kept(statements)) {
            closeQuietly(statements);
        }
        permits.release();
    }

    private synchronized boolean kept(Statements statements) {
        return !closed && idle.add(statements);
    }

    @Override
    public void discard(Statements statements) {
        closeQuietly(statements);
        permits.release();
    }

    @Override
    public void close() {
        Deque<Statements> left;
        synchronized (this) {
            closed = true;
            left = new ArrayDeque<>(idle);
            idle.clear();
        }
        left.forEach(PooledConnections::closeQuietly);
        awaitReaders();
    }

    // Whoever still reads gives the permit back first, so that no connection outlives the closing;
    // whoever reads for too long closes its own.
    private void awaitReaders() {
        boolean interrupted = false;
        long end = System.nanoTime() + CLOSING.toNanos();
        boolean back = false;
        for (long left = CLOSING.toNanos(); !back && left > 0; left = end - System.nanoTime()) {
            try {
                back = permits.tryAcquire(MOST, left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (back) {
            permits.release(MOST);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Statements statements) {
        try {
            statements.close();
        } catch (SQLException e) {
            // It only read: whatever is wrong with it loses nothing.
            return;
        }
    }
}
