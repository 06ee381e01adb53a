package org.annals.sqlite;

import org.annals.persistence.RecorderClosedException;

import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Runs reads of one log on platform threads, each under one snapshot. May be shared. */
final class Readers implements AutoCloseable {
    private static final int MOST = 4;

    private final ReadConnections source;
    private final Connections connections;
    // SQLite is native: a virtual thread in it would hold up its carrier.
    private final ExecutorService platform;

    Readers(String owner, Connections connections, ReadConnections source) {
        this.source = source;
        this.connections = connections;
        this.platform =
                Executors.newFixedThreadPool(
                        MOST,
                        Thread.ofPlatform()
                                .name("annals-reader " + owner + " ", 1)
                                .daemon()
                                .factory());
    }

    /** Reads something with statements that see one snapshot. */
    @FunctionalInterface
    interface Reading<T> {
        T from(Statements statements) throws SQLException;
    }

    <T> T read(Reading<T> reading) {
        if (!Thread.currentThread().isVirtual()) {
            return readHere(reading);
        }
        try {
            return PlatformThread.result(platform.submit(() -> readHere(reading)));
        } catch (RejectedExecutionException e) {
            throw new RecorderClosedException(connections.where());
        }
    }

    private <T> T readHere(Reading<T> reading) {
        Statements statements = source.borrow();
        boolean sound = false;
        try {
            T result = connections.retried(() -> underOneSnapshot(statements, reading));
            sound = true;
            return result;
        } catch (SQLException e) {
            throw SqliteErrors.translated(e, connections.where());
        } catch (SqlFailure e) {
            throw SqliteErrors.translated(e.failure(), connections.where());
        } finally {
            if (sound) {
                source.giveBack(statements);
            } else {
                source.discard(statements);
            }
        }
    }

    private static <T> T underOneSnapshot(Statements statements, Reading<T> reading)
            throws SQLException {
        statements.execute("BEGIN");
        try {
            T result = reading.from(statements);
            statements.execute("COMMIT");
            return result;
        } catch (SQLException | RuntimeException e) {
            SqliteWriter.rollBack(statements.connection(), e);
            throw e;
        }
    }

    @Override
    public void close() {
        platform.shutdown();
        source.close();
    }
}
