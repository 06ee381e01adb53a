package org.annals.postgres;

import org.annals.persistence.VersionConflictException;
import org.annals.recording.AppendTicket;
import org.annals.recording.BatchWriter;
import org.annals.recording.Judgement;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes batches of appends, each in one round trip that is one transaction. For one thread at a
 * time.
 */
final class PostgresWriter implements BatchWriter {
    private static final Duration RESEND = Duration.ofSeconds(20);
    // What is sent is given so long to be answered, however late it was begun: cut off sooner, more
    // outcomes would be unknown.
    private static final Duration LEAST = Duration.ofSeconds(10);

    private final Connections connections;
    private final Appends appends;
    private final Timeouts timeouts;
    private final Eviction eviction;
    private final Runnable committed;
    private final Duration deadline;

    PostgresWriter(
            Connections connections,
            Appends appends,
            Timeouts timeouts,
            Eviction eviction,
            Duration deadline,
            Runnable committed) {
        this.connections = connections;
        this.appends = appends;
        this.timeouts = timeouts;
        this.eviction = eviction;
        this.committed = committed;
        this.deadline = deadline;
    }

    @Override
    public void write(List<AppendTicket> batch) {
        long end = System.nanoTime() + deadline.minus(batch.getFirst().waited()).toNanos();
        Connection connection = connections.borrowForOthers(end);
        connections.limit(connection, end, LEAST);
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
            settle(batch, failure, end);
        }
    }

    private List<Judgement> sent(Connection connection, List<AppendTicket> batch)
            throws SQLException {
        return appends.append(connection, batch.stream().map(AppendTicket::request).toList());
    }

    private void answer(List<AppendTicket> batch, List<Judgement> judgements) {
        for (int i = 0; i < batch.size(); i++) {
            answer(batch.get(i), judgements.get(i));
        }
        if (judgements.stream().anyMatch(Judgement.Repeated.class::isInstance)) {
            committed.run();
        }
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
            refuse(batch, () -> PostgresErrors.lockTimeout(timeouts, connections.where(), failure));
            eviction.evict();
        } else if (batch.size() > 1 && PostgresErrors.isCausedByARequest(failure)) {
            // Until the culprit is alone.
            int half = batch.size() / 2;
            write(batch.subList(0, half));
            write(batch.subList(half, batch.size()));
        } else {
            refuse(batch, () -> PostgresErrors.translated(failure, connections.where()));
        }
    }

    // One for each: every caller puts its own frames into it.
    private static void refuse(List<AppendTicket> batch, Supplier<RuntimeException> reason) {
        batch.forEach(ticket -> ticket.refuse(reason.get()));
    }

    /**
     * Sends a batch once more whose reply was lost: by its event ids it is known what it became.
     */
    private void settle(List<AppendTicket> batch, SQLException lost, long end) {
        List<AppendTicket> known = new ArrayList<>();
        for (AppendTicket ticket : batch) {
            if (ticket.request().events().isEmpty()) {
                ticket.refuse(PostgresErrors.unknown(lost, connections.where()));
            } else {
                known.add(ticket);
            }
        }
        if (known.isEmpty()) {
            return;
        }
        try {
            long now = System.nanoTime();
            long left = Math.clamp(end - now, LEAST.toNanos(), RESEND.toNanos());
            Connection connection = connections.borrowWorking(now + left);
            connections.limit(connection, now + left, LEAST);
            try {
                answer(
                        known,
                        sent(connection, known).stream().map(each -> lasting(each, lost)).toList());
            } finally {
                connections.release(connection);
            }
        } catch (SQLException | RuntimeException e) {
            lost.addSuppressed(e);
            known.forEach(
                    ticket -> ticket.refuse(PostgresErrors.unknown(lost, connections.where())));
        }
    }

    // Every rejection lasts but that of a hole, which the first copy may still find closed.
    private Judgement lasting(Judgement judgement, SQLException lost) {
        boolean hole =
                judgement instanceof Judgement.Refused(VersionConflictException conflict)
                        && conflict.givenVersion() > conflict.expectedVersion();
        return hole
                ? new Judgement.Refused(PostgresErrors.unknown(lost, connections.where()))
                : judgement;
    }

    @Override
    public void idle() {}

    @Override
    public void close() {}
}
