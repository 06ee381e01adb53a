package org.annals.postgres;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.VersionConflictException;
import org.annals.recording.AppendTicket;
import org.annals.recording.GroupCommit;
import org.annals.recording.Judgement;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes batches of appends, each in one round trip that is one transaction. For one thread at a
 * time, but for {@link #abort}.
 */
final class PostgresWriter implements GroupCommit.BatchWriter {
    private static final Duration RESEND = Duration.ofSeconds(20);

    private final Connections connections;
    private final Appends appends;
    private final Timeouts timeouts;
    private final Eviction eviction;
    private final Runnable committed;
    private volatile @Nullable Connection inUse;

    PostgresWriter(
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

    @Override
    public void write(List<AppendTicket> batch) {
        Connection connection = connections.borrowForOthers();
        SQLException failure;
        boolean undone;
        try {
            answer(batch, sent(connection, batch));
            return;
        } catch (SQLException e) {
            failure = e;
            undone = isUndone(e, connection);
        } finally {
            connections.release(connection);
        }
        if (undone) {
            refused(batch, failure);
        } else {
            settle(batch, failure);
        }
    }

    private List<Judgement> sent(Connection connection, List<AppendTicket> batch)
            throws SQLException {
        inUse = connection;
        try {
            return appends.append(connection, requests(batch));
        } finally {
            inUse = null;
        }
    }

    private static List<AppendRequest> requests(List<AppendTicket> batch) {
        return batch.stream().map(AppendTicket::request).toList();
    }

    private void answer(List<AppendTicket> batch, List<Judgement> judgements) {
        for (int i = 0; i < batch.size(); i++) {
            answer(batch.get(i), judgements.get(i));
        }
        committed.run();
    }

    private static void answer(AppendTicket ticket, Judgement judgement) {
        switch (judgement) {
            case Judgement.Repeated(var receipt) -> ticket.complete(receipt);
            case Judgement.Refused(var reason) -> ticket.refuse(reason);
            case Judgement.Accepted accepted ->
                    throw new IllegalStateException("An accepted request was not written.");
        }
    }

    /**
     * Returns whether the server has answered that everything is undone: after an error it goes on
     * with the connection, and after anything worse it does not.
     */
    static boolean isUndone(SQLException failure, Connection connection) {
        return PostgresErrors.isOfServer(failure) && Connections.works(connection);
    }

    private void refused(List<AppendTicket> batch, SQLException failure) {
        if (PostgresErrors.isLockTimeout(failure)) {
            var reason = PostgresErrors.lockTimeout(timeouts, connections.where(), failure);
            batch.forEach(ticket -> ticket.refuse(reason));
            eviction.evict();
        } else if (batch.size() > 1 && PostgresErrors.isCausedByARequest(failure)) {
            // Until the culprit is alone.
            int half = batch.size() / 2;
            write(batch.subList(0, half));
            write(batch.subList(half, batch.size()));
        } else {
            var reason = PostgresErrors.translated(failure, connections.where());
            batch.forEach(ticket -> ticket.refuse(reason));
        }
    }

    /**
     * Sends a batch once more whose reply was lost: by its event ids it is known what it became.
     */
    private void settle(List<AppendTicket> batch, SQLException lost) {
        List<AppendTicket> known = new ArrayList<>();
        for (AppendTicket ticket : batch) {
            if (ticket.request().events().isEmpty()) {
                ticket.refuse(unknown(lost));
            } else {
                known.add(ticket);
            }
        }
        if (known.isEmpty()) {
            return;
        }
        try {
            Connection connection = connections.borrowWorking(System.nanoTime() + RESEND.toNanos());
            try {
                List<Judgement> judgements = sent(connection, known);
                for (int i = 0; i < known.size(); i++) {
                    answer(known.get(i), lasting(judgements.get(i), lost));
                }
            } finally {
                connections.release(connection);
            }
            committed.run();
        } catch (SQLException | RuntimeException e) {
            lost.addSuppressed(e);
            known.forEach(ticket -> ticket.refuse(unknown(lost)));
        }
    }

    // Every rejection lasts but that of a hole, which the first copy may still find closed.
    private Judgement lasting(Judgement judgement, SQLException lost) {
        boolean hole =
                judgement instanceof Judgement.Refused(VersionConflictException conflict)
                        && conflict.givenVersion() > conflict.expectedVersion();
        return hole ? new Judgement.Refused(unknown(lost)) : judgement;
    }

    private OutcomeUnknownException unknown(SQLException lost) {
        return new OutcomeUnknownException(
                "The connection to %s was lost before the reply to a commit came."
                        .formatted(connections.where()),
                lost);
    }

    /** Makes what is being written fail soon. May be called by any thread. */
    void abort() {
        Connection connection = inUse;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // It is as good as gone.
                return;
            }
        }
    }

    @Override
    public void idle() {}

    @Override
    public void close() {}
}
