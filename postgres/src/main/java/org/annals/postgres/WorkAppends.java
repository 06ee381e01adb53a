package org.annals.postgres;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.recording.Judgement;
import org.annals.recording.LentConnection;
import org.annals.recording.WorkRunner;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Appends that carry rows of the user's own: each a transaction of its own, in which the rows come
 * first and the log last, so that the log's lock is the last that anybody takes and is held
 * shortest. May be shared between threads.
 */
final class WorkAppends {
    private static final Duration SETTLE = Duration.ofSeconds(20);

    private final Connections connections;
    private final Appends appends;
    private final Timeouts timeouts;
    private final Eviction eviction;
    private final Runnable committed;
    private final Map<Thread, Connection> atWork = new ConcurrentHashMap<>();

    WorkAppends(
            Connections connections,
            Appends appends,
            Timeouts timeouts,
            Eviction eviction,
            Runnable committed) {
        this.connections = connections;
        this.appends = appends;
        this.timeouts = timeouts;
        this.eviction = eviction;
        this.committed = committed;
    }

    /** Returns whether the running code is the work of an append. */
    boolean isAtWork() {
        return atWork.containsKey(Thread.currentThread());
    }

    /** Returns the connection of the append whose work is the running code, or null. */
    @Nullable Connection lentHere() {
        return atWork.get(Thread.currentThread());
    }

    /** Appends within a transaction of the caller's, with whatever work there is before it. */
    AppendReceipt appendWithin(Connection connection, AppendRequest request) throws SQLException {
        lend(request, connection);
        return outcome(appends.appendWithin(connection, request).judgement());
    }

    /** Returns the first receipt of a request whose events are all recorded already. */
    Optional<AppendReceipt> findFirstReceipt(AppendRequest request) {
        Connection connection = connections.borrow();
        try {
            return judged(connection, AppendRequest.of(request.events()))
                            instanceof Judgement.Repeated(var receipt)
                    ? Optional.of(receipt)
                    : Optional.empty();
        } finally {
            connections.release(connection);
        }
    }

    AppendReceipt append(AppendRequest request) {
        Connection connection = connections.borrow();
        try {
            // What is refused once is refused for good, and never runs its work.
            Judgement early = judged(connection, request);
            if (!(early instanceof Judgement.Accepted)) {
                return outcome(early);
            }
            return written(connection, request);
        } finally {
            connections.release(connection);
        }
    }

    private Judgement judged(Connection connection, AppendRequest request) {
        try {
            return appends.judge(connection, Appends.Task.JUDGE, request);
        } catch (SQLException e) {
            throw PostgresErrors.isOfServer(e)
                    ? PostgresErrors.translated(e, connections.where())
                    : PostgresErrors.notConnected(e, connections.where());
        }
    }

    private AppendReceipt written(Connection connection, AppendRequest request) {
        begin(connection);
        Appends.Answer answer;
        try {
            run(request, connection);
            answer = appends.appendLast(connection, request);
        } catch (SQLException e) {
            rollBack(connection);
            throw failed(connection, e);
        } catch (RuntimeException | Error e) {
            rollBack(connection);
            throw e;
        }
        if (answer.isNew()) {
            commit(connection, request);
            committed.run();
        } else {
            rollBack(connection);
        }
        return outcome(answer.judgement());
    }

    private void run(AppendRequest request, Connection connection) {
        try {
            lend(request, connection);
        } catch (RuntimeException e) {
            // Whoever came too late learns just that, and not that a row of its own is there
            // already.
            rollBack(connection);
            if (judged(connection, request) instanceof Judgement.Refused(var reason)) {
                reason.addSuppressed(e);
                throw reason;
            }
            throw e;
        }
    }

    private void lend(AppendRequest request, Connection connection) {
        atWork.put(Thread.currentThread(), connection);
        try (var lent = new LentConnection(connection)) {
            WorkRunner.run(request, Map.of(Connection.class, lent.connection()));
        } finally {
            atWork.remove(Thread.currentThread());
        }
        requireOpenTransaction(request, connection);
    }

    // The driver follows the transaction's state, so this asks nobody.
    private static void requireOpenTransaction(AppendRequest request, Connection connection) {
        if (request.work().isEmpty()) {
            return;
        }
        TransactionState state;
        try {
            state = connection.unwrap(BaseConnection.class).getTransactionState();
        } catch (SQLException e) {
            throw new TransactionWorkFailedException(e);
        }
        if (state == TransactionState.FAILED) {
            throw new TransactionWorkFailedException(
                    new SQLException(
                            "The work has caught what undid its transaction, and gone on. Let it throw.",
                            "25P02"));
        }
    }

    private void begin(Connection connection) {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw PostgresErrors.notConnected(e, connections.where());
        }
    }

    private RuntimeException failed(Connection connection, SQLException failure) {
        if (!PostgresWriter.isUndone(failure, connection)) {
            // The commit was not sent, so it never happens.
            return PostgresErrors.notConnected(failure, connections.where());
        }
        if (PostgresErrors.isLockTimeout(failure)) {
            eviction.evict();
            return PostgresErrors.lockTimeout(timeouts, connections.where(), failure);
        }
        return PostgresErrors.translated(failure, connections.where());
    }

    private void commit(Connection connection, AppendRequest request) {
        SQLException failure;
        boolean undone;
        try {
            connection.commit();
            connection.setAutoCommit(true);
            return;
        } catch (SQLException e) {
            failure = e;
            undone = PostgresWriter.isUndone(e, connection);
        }
        if (undone) {
            // A constraint of the user's tables that is checked at the end.
            throw new TransactionWorkFailedException(failure);
        }
        settle(request, failure);
    }

    /**
     * Returns if the request turns out to be recorded although the reply to its commit was lost.
     */
    private void settle(AppendRequest request, SQLException lost) {
        if (request.events().isEmpty()) {
            throw unknown(lost);
        }
        Judgement judgement;
        try {
            Connection connection = connections.borrowWorking(System.nanoTime() + SETTLE.toNanos());
            try {
                judgement = appends.judge(connection, Appends.Task.SETTLE, request);
            } finally {
                connections.release(connection);
            }
        } catch (SQLException | RuntimeException e) {
            lost.addSuppressed(e);
            throw unknown(lost);
        }
        // The lock was free, so the transaction is over: what is not recorded now never will be.
        if (!(judgement instanceof Judgement.Repeated)) {
            throw PostgresErrors.notConnected(lost, connections.where());
        }
    }

    private OutcomeUnknownException unknown(SQLException lost) {
        return new OutcomeUnknownException(
                "The connection to %s was lost before the reply to a commit came."
                        .formatted(connections.where()),
                lost);
    }

    private static AppendReceipt outcome(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Repeated(var receipt) -> receipt;
            case Judgement.Refused(var reason) -> throw reason;
            case Judgement.Accepted accepted ->
                    throw new IllegalStateException("An accepted request was not written.");
        };
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // The connection is gone, and with it the transaction.
            return;
        }
    }
}
