package org.annals.sqlite;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.recording.LentConnection;
import org.annals.recording.WorkRunner;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs the user's own work inside the writer's transaction, and sees whether the transaction has
 * outlived it: the engine ends one by itself after some failures, which the work may not have
 * passed on. For the writer's thread, but for {@link #interrupt}.
 */
final class WorkSavepoint {
    private static final String SAVEPOINT = "SAVEPOINT annals_work";
    private static final String RELEASE = "RELEASE annals_work";

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Running running;

    WorkSavepoint() {}

    private record Running(Thread thread, Connection connection) {}

    /**
     * Runs the work of a request.
     *
     * @throws TransactionWorkFailedException if the work throws a checked exception, or the
     *     transaction has ended meanwhile
     */
    void run(AppendRequest request, Connection connection) throws SQLException {
        Connections.execute(connection, SAVEPOINT);
        try (var lent = new LentConnection(connection, () -> isInTransaction(connection))) {
            begin(connection);
            try {
                WorkRunner.runForAnother(request, Map.of(Connection.class, lent.connection()));
            } finally {
                end();
            }
        }
        try {
            Connections.execute(connection, RELEASE);
        } catch (SQLException e) {
            throw new TransactionWorkFailedException(
                    new SQLException(
                            "The transaction was over before the work was: a statement of the work has ended it, or the engine has because one failed. Do not go on after such a failure.",
                            e));
        }
    }

    private void begin(Connection connection) {
        lock.lock();
        try {
            running = new Running(Thread.currentThread(), connection);
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            running = null;
        } finally {
            lock.unlock();
        }
        // An interrupt that came when the work was over must not end the commit.
        Thread.interrupted();
    }

    /** Makes work that runs end soon, if it heeds interrupts. May be called by any thread. */
    void interrupt() {
        lock.lock();
        try {
            Running now = running;
            if (now == null) {
                return;
            }
            now.thread().interrupt();
            if (now.connection() instanceof SQLiteConnection engine) {
                // A statement in native code hears of no interrupt.
                engine.getDatabase().interrupt();
            }
        } catch (SQLException e) {
            // The work is left to itself.
            return;
        } finally {
            lock.unlock();
        }
    }

    // Inside a transaction another one cannot begin, and the attempt changes nothing.
    private static boolean isInTransaction(Connection connection) {
        try {
            Connections.execute(connection, "BEGIN");
            Connections.execute(connection, "ROLLBACK");
            return false;
        } catch (SQLException e) {
            return true;
        }
    }
}
