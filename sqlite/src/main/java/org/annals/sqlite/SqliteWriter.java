package org.annals.sqlite;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.recording.AppendJudge;
import org.annals.recording.AppendTicket;
import org.annals.recording.BatchWriter;
import org.annals.recording.Judgement;
import org.annals.recording.LogName;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes batches of appends, each batch in one transaction. For the writer's thread alone. */
final class SqliteWriter implements BatchWriter {
    private final Connections connections;
    private final LogReads reads;
    private final EventRows rows;
    private final ChangeRows changes;
    private final @Nullable ChainRows chain;
    private final Turn turn;
    private final WakeUps wakeUps;
    private final WorkSavepoint work = new WorkSavepoint();
    private final String upsertTracking;
    private @Nullable Statements statements;
    private boolean checkpointDue;

    SqliteWriter(
            Connections connections,
            Connection connection,
            LogName name,
            LogReads reads,
            @Nullable ChainRows chain,
            Turn turn,
            WakeUps wakeUps) {
        this.connections = connections;
        this.statements = new Statements(connection);
        this.reads = reads;
        this.rows = new EventRows(name);
        this.changes = new ChangeRows(name);
        this.chain = chain;
        this.turn = turn;
        this.wakeUps = wakeUps;
        this.upsertTracking =
                Schema.named(
                        "INSERT INTO \"{log}_tracking\" (upstream, position, event_id, epoch) VALUES (?, ?, ?, ?) ON CONFLICT (upstream) DO UPDATE SET position = excluded.position, event_id = excluded.event_id, epoch = excluded.epoch",
                        name);
    }

    @Override
    public void write(List<AppendTicket> batch) {
        turn.take();
        try {
            List<Judgement> outcomes = written(batch);
            for (int i = 0; i < batch.size(); i++) {
                answer(batch.get(i), outcomes.get(i));
            }
            checkpointDue = !connections.isInMemory();
        } catch (SQLException e) {
            throw SqliteErrors.translated(e, connections.where());
        } catch (SqlFailure e) {
            throw SqliteErrors.translated(e.failure(), connections.where());
        } finally {
            turn.giveBack();
        }
        wakeUps.after(batch);
    }

    private static void answer(AppendTicket ticket, Judgement outcome) {
        switch (outcome) {
            case Judgement.Repeated(var receipt) -> ticket.complete(receipt);
            case Judgement.Refused(var reason) -> ticket.refuse(reason);
            case Judgement.Accepted accepted ->
                    throw new IllegalStateException("An accepted request was not written.");
        }
    }

    private List<Judgement> written(List<AppendTicket> batch) throws SQLException {
        try {
            return attempted(batch, batch.getFirst().waited());
        } catch (CommitFailure first) {
            // The commit may have happened although it failed: whoever repeats its ids learns it.
            disconnect();
            boolean settledByIds =
                    batch.stream().noneMatch(ticket -> ticket.request().events().isEmpty());
            if (!settledByIds) {
                throw unknown(first);
            }
            try {
                return attempted(batch, Duration.ZERO);
            } catch (SQLException | RuntimeException again) {
                disconnect();
                first.addSuppressed(again);
                throw unknown(first);
            }
        }
    }

    private OutcomeUnknownException unknown(CommitFailure failure) {
        return new OutcomeUnknownException(
                "The disk of %s failed while a commit was written.".formatted(connections.where()),
                failure);
    }

    private List<Judgement> attempted(List<AppendTicket> batch, Duration waited)
            throws SQLException {
        Statements open = connected();
        connections.retried(
                () -> {
                    open.execute("BEGIN IMMEDIATE");
                    return open;
                },
                waited);
        List<Judgement> outcomes = new ArrayList<>(batch.size());
        boolean written = false;
        try {
            var log = new WriterLog(reads, open);
            for (AppendTicket ticket : batch) {
                Judgement judgement = AppendJudge.judge(ticket.request(), log);
                boolean accepted = judgement instanceof Judgement.Accepted;
                written |= accepted;
                outcomes.add(accepted ? inserted(ticket.request(), log, open) : judgement);
            }
        } catch (SQLException | RuntimeException | Error e) {
            open.forget();
            boolean ended = !rollBack(open.connection(), e);
            if (ended && e instanceof TransactionWorkFailedException && !connections.isInMemory()) {
                // Whoever has ended the transaction may have left anything behind.
                disconnect();
            }
            throw e;
        }
        if (written) {
            commit(open);
        } else {
            open.execute("ROLLBACK");
        }
        return outcomes;
    }

    private Judgement inserted(AppendRequest request, WriterLog log, Statements open)
            throws SQLException {
        long before = log.head();
        if (request.work().isPresent()) {
            work.run(request, open.connection());
        }
        for (StoredEvent event : request.events()) {
            rows.insert(open, log.advance(), event);
        }
        if (chain != null && !request.events().isEmpty()) {
            chain.write(open, before, request.events());
        }
        if (request.tracking().isPresent()) {
            track(request.tracking().get(), open);
        }
        for (ProcessChange change : request.changes()) {
            changes.make(change, open);
        }
        return new Judgement.Repeated(
                request.events().isEmpty()
                        ? AppendReceipt.empty()
                        : new AppendReceipt(before + 1, log.head()));
    }

    private void track(Tracking tracking, Statements open) throws SQLException {
        PreparedStatement row = open.prepare(upsertTracking);
        row.setString(1, tracking.upstream());
        row.setLong(2, tracking.position());
        UUID eventId = tracking.eventId();
        if (eventId == null) {
            row.setNull(3, Types.BLOB);
        } else {
            row.setBytes(3, EventRows.bytes(eventId));
        }
        row.setLong(4, tracking.epoch());
        row.executeUpdate();
    }

    private void commit(Statements open) throws SQLException {
        try {
            connections.retried(
                    () -> {
                        open.execute("COMMIT");
                        return open;
                    });
        } catch (SQLException e) {
            open.forget();
            rollBack(open.connection(), e);
            if (SqliteErrors.isFull(e)) {
                throw e;
            }
            throw new CommitFailure(e);
        } catch (RuntimeException e) {
            rollBack(open.connection(), e);
            throw e;
        }
    }

    /** Ends a transaction after a failure; returns false if the engine has ended it already. */
    static boolean rollBack(Connection connection, Throwable failure) {
        try {
            Connections.execute(connection, "ROLLBACK");
            return true;
        } catch (SQLException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    /** Makes work of a user's that runs end soon. May be called by any thread. */
    void interruptWork() {
        work.interrupt();
    }

    private Statements connected() throws SQLException {
        if (statements == null) {
            statements = new Statements(connections.openForWriting());
        }
        return statements;
    }

    private void disconnect() {
        Statements before = statements;
        statements = null;
        if (before != null) {
            try {
                before.close();
            } catch (SQLException e) {
                // The connection is given up because it failed; that it cannot even be closed says
                // nothing new.
                return;
            }
        }
    }

    /** Moves what was committed from the write-ahead log into the file. */
    @Override
    public void idle() {
        Statements open = statements;
        if (!checkpointDue || open == null) {
            return;
        }
        checkpointDue = false;
        try {
            Connections.text(open.connection(), "PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            // The next commit checkpoints as well: nothing is lost by leaving this one out.
            checkpointDue = true;
        }
    }

    @Override
    public void close() {
        turn.take();
        try {
            disconnect();
        } finally {
            turn.giveBack();
        }
    }

    /**
     * Whom a commit wakes.
     *
     * @param appended told of events
     * @param tracked told of trackings
     */
    record WakeUps(Runnable appended, Runnable tracked) {
        private void after(List<AppendTicket> batch) {
            if (batch.stream().anyMatch(ticket -> !ticket.request().events().isEmpty())) {
                appended.run();
            }
            if (batch.stream().anyMatch(ticket -> ticket.request().tracking().isPresent())) {
                tracked.run();
            }
        }
    }

    /** A commit that may or may not have happened. */
    private static final class CommitFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CommitFailure(SQLException cause) {
            super(cause);
        }
    }
}
