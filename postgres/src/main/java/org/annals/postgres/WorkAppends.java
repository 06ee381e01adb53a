package org.annals.postgres;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.recording.Judgement;
import org.annals.recording.LentConnection;
import org.annals.recording.WorkRunner;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Appends that carry rows of the user's own, or changes: each a transaction of its own, in which
 * the user's rows come first and the log last, so that the log's lock is the last that anybody
 * takes and is held shortest. Changes are judged and made under it. May be shared between threads.
 */
final class WorkAppends {
    private static final Duration SETTLE = Duration.ofSeconds(20);
    // The lock may have to be waited for.
    private static final Duration LEAST = Duration.ofSeconds(10);

    private final Connections connections;
    private final Appends appends;
    private final Changing changing;
    private final Timeouts timeouts;
    private final Eviction eviction;
    private final Runnable committed;
    private final Map<Thread, Connection> atWork = new ConcurrentHashMap<>();

    WorkAppends(
            Connections connections,
            Appends appends,
            Changing changing,
            Timeouts timeouts,
            Eviction eviction,
            Runnable committed) {
        this.connections = connections;
        this.appends = appends;
        this.changing = changing;
        this.timeouts = timeouts;
        this.eviction = eviction;
        this.committed = committed;
    }

    /**
     * How changes are judged and made.
     *
     * @param reads that are transactions of their own
     * @param readsWithin within the transaction of an append
     */
    record Changing(ChangeRows rows, ProcessReads reads, ProcessReads readsWithin) {}

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
        if (request.changes().isEmpty()) {
            return outcome(appends.appendWithin(connection, request).judgement());
        }
        Savepoint before = connection.setSavepoint();
        Appends.Answer answer =
                changed(connection, request, appends.appendWithin(connection, request));
        if (!answer.isNew()) {
            // The events may be written whose changes were refused.
            connection.rollback(before);
        }
        connection.releaseSavepoint(before);
        return outcome(answer.judgement());
    }

    /** Makes the changes of an append, unless it was refused before, or they are now. */
    private Appends.Answer changed(
            Connection connection, AppendRequest request, Appends.Answer answer)
            throws SQLException {
        if (!answer.isNew() || request.changes().isEmpty()) {
            return answer;
        }
        RuntimeException reason =
                ChangeRows.refusal(request.changes(), changing.readsWithin(), connection);
        if (reason != null) {
            return new Appends.Answer(new Judgement.Refused(reason), false);
        }
        changing.rows().make(request.changes(), connection);
        return answer;
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
        Supplier<AppendReceipt> rest;
        Connection connection = connections.borrow();
        try {
            if (request.work().isPresent()) {
                // What is refused once is refused for good, and never runs its work.
                Judgement early = judged(connection, request);
                if (!(early instanceof Judgement.Accepted)) {
                    return outcome(early);
                }
            }
            rest = written(connection, request);
        } finally {
            connections.release(connection);
        }
        return rest.get();
    }

    private Judgement judged(Connection connection, AppendRequest request) {
        try {
            Judgement judgement = appends.judge(connection, Appends.Task.JUDGE, request);
            if (!(judgement instanceof Judgement.Accepted) || request.changes().isEmpty()) {
                return judgement;
            }
            RuntimeException reason =
                    ChangeRows.refusal(request.changes(), changing.reads(), connection);
            return reason == null ? judgement : new Judgement.Refused(reason);
        } catch (SQLException e) {
            throw PostgresErrors.failed(e, connections.where());
        }
    }

    /**
     * Returns what is left to do when the connection is given back. F31: whoever settles or evicts
     * needs one, and there may be no second.
     */
    private Supplier<AppendReceipt> written(Connection connection, AppendRequest request) {
        begin(connection);
        Appends.Answer answer;
        try {
            if (request.work().isPresent()) {
                run(request, connection);
            }
            answer = changed(connection, request, appends.appendLast(connection, request));
        } catch (SQLException e) {
            rollBack(connection);
            return failed(connection, e);
        } catch (RuntimeException | Error e) {
            rollBack(connection);
            throw e;
        }
        if (!answer.isNew()) {
            rollBack(connection);
            return () -> outcome(answer.judgement());
        }
        Optional<SQLException> lost = commit(connection);
        return () -> {
            lost.ifPresent(failure -> settle(request, failure));
            committed.run();
            return outcome(answer.judgement());
        };
    }

    private void run(AppendRequest request, Connection connection) {
        try {
            connections.leaveToUser(connection);
            try {
                lend(request, connection);
            } finally {
                connections.takeBack(connection);
            }
        } catch (RuntimeException e) {
            throw tooLateOr(e, connection, request);
        }
    }

    /**
     * Returns what to throw for work that has failed. Whoever came too late learns just that, and
     * not that a row of its own is there already.
     */
    private RuntimeException tooLateOr(
            RuntimeException failure, Connection connection, AppendRequest request) {
        try (var later = new LaterInterrupt()) {
            rollBack(connection);
            later.clear();
            if (judged(connection, request) instanceof Judgement.Refused(var reason)) {
                reason.addSuppressed(failure);
                return reason;
            }
        } catch (RecorderUnavailableException unjudged) {
            if (failure.getCause() instanceof SQLException) {
                // It was the connection that failed, and not the work.
                unjudged.addSuppressed(failure);
                return unjudged;
            }
            failure.addSuppressed(unjudged);
        } catch (RuntimeException unjudged) {
            failure.addSuppressed(unjudged);
        }
        return failure;
    }

    private void lend(AppendRequest request, Connection connection) {
        if (request.work().isEmpty()) {
            return;
        }
        Thread self = Thread.currentThread();
        try (var lent = LentConnection.watched(connection, () -> isInTransaction(connection))) {
            atWork.put(self, connection);
            WorkRunner.run(request, Map.of(Connection.class, lent.connection()));
            requireOpenTransaction(connection, lent);
        } finally {
            atWork.remove(self);
        }
    }

    private static void requireOpenTransaction(Connection connection, LentConnection lent) {
        if (lent.hasEndedTransaction()) {
            throw new TransactionWorkFailedException(
                    new SQLException(
                            "A statement of the work has ended its transaction: what the work wrote before it is committed, without the events, none of which is written. Leave the end to the append.",
                            "25P01"));
        }
        if (state(connection) == TransactionState.FAILED) {
            throw new TransactionWorkFailedException(
                    new SQLException(
                            "The work has caught what undid its transaction, and gone on. Let it throw.",
                            "25P02"));
        }
    }

    // It has not begun before the first statement.
    private static boolean isInTransaction(Connection connection) {
        return state(connection) != TransactionState.IDLE;
    }

    // The driver follows the transaction's state, so this asks nobody.
    private static TransactionState state(Connection connection) {
        try {
            return connection.unwrap(BaseConnection.class).getTransactionState();
        } catch (SQLException e) {
            throw new TransactionWorkFailedException(e);
        }
    }

    private void begin(Connection connection) {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw PostgresErrors.notConnected(e, connections.where());
        }
    }

    private Supplier<AppendReceipt> failed(Connection connection, SQLException failure) {
        if (!PostgresWriter.isUndone(failure, connection)) {
            // The commit was not sent, so it never happens.
            throw PostgresErrors.notConnected(failure, connections.where());
        }
        if (!PostgresErrors.isLockTimeout(failure)) {
            throw PostgresErrors.translated(failure, connections.where());
        }
        return () -> {
            eviction.evict();
            throw PostgresErrors.lockTimeout(timeouts, connections.where(), failure);
        };
    }

    /** Commits, and returns the failure that leaves open whether it has. */
    private Optional<SQLException> commit(Connection connection) {
        // An interrupt would close the socket and leave the outcome open.
        try (var later = new LaterInterrupt()) {
            try {
                connection.commit();
                connection.setAutoCommit(true);
                return Optional.empty();
            } catch (SQLException e) {
                later.clear();
                if (PostgresWriter.isUndone(e, connection)) {
                    // A constraint of the user's tables that is checked at the end.
                    rollBack(connection);
                    throw new TransactionWorkFailedException(e);
                }
                return Optional.of(e);
            }
        }
    }

    /**
     * Returns if the request turns out to be recorded although the reply to its commit was lost.
     */
    private void settle(AppendRequest request, SQLException lost) {
        if (request.events().isEmpty()) {
            throw PostgresErrors.unknown(lost, connections.where());
        }
        Judgement judgement;
        try (var later = new LaterInterrupt()) {
            long end = System.nanoTime() + SETTLE.toNanos();
            Connection connection = connections.borrowWorking(end);
            connections.limit(connection, end, LEAST);
            later.clear();
            try {
                judgement = appends.judge(connection, Appends.Task.SETTLE, request);
            } finally {
                connections.release(connection);
            }
        } catch (SQLException | RuntimeException e) {
            lost.addSuppressed(e);
            throw PostgresErrors.unknown(lost, connections.where());
        }
        // The lock was free, so the transaction is over: what is not recorded now never will be.
        if (!(judgement instanceof Judgement.Repeated)) {
            throw PostgresErrors.notConnected(lost, connections.where());
        }
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
