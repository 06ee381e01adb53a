package org.annals.examples.selftest;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;
import org.annals.testkit.witness.Violation;
import org.annals.testkit.witness.Witness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The control in which rivals that exclude each other both win: each looks whether a seat is free,
 * and then takes it, without a lock.
 */
final class TwoWinners implements Control {
    private static final int RIVALS = 8;
    private static final int ROUNDS = 1_000;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int LONGEST_WAIT = 60;

    private final Database database;
    private final OwnSchema schema;
    private final String table;

    TwoWinners(Database database, OwnSchema schema) {
        this.database = database;
        this.schema = schema;
        this.table = schema.table("naive_seats");
    }

    @Override
    public Result run(BooleanSupplier isBrokenOff) throws SQLException, InterruptedException {
        long start = System.nanoTime();
        schema.execute(
                "CREATE TABLE %s (id bigserial PRIMARY KEY, seat int NOT NULL)".formatted(table));
        var rounds = new AtomicInteger();
        var winners = new AtomicInteger();
        var isOver = new AtomicBoolean();
        var barrier =
                new CyclicBarrier(
                        RIVALS,
                        () -> {
                            boolean isLate = System.nanoTime() - start > LONGEST.toNanos();
                            boolean isEnough = isLate || rounds.get() == ROUNDS;
                            isOver.set(winners.get() > 1 || isEnough || isBrokenOff.getAsBoolean());
                            winners.set(0);
                            rounds.incrementAndGet();
                        });
        new Rivals(database, RIVALS)
                .play(
                        (number, connection) -> {
                            try {
                                meet(barrier);
                                while (!isOver.get()) {
                                    if (takes(rounds.get(), connection)) {
                                        winners.incrementAndGet();
                                    }
                                    meet(barrier);
                                }
                            } catch (SQLException e) {
                                // Or the others would wait for this one.
                                barrier.reset();
                                throw e;
                            }
                        });
        boolean isCaught = isCaught();
        return new Result(
                "a look and then an insert, without a lock",
                isCaught,
                (isCaught
                                ? "two rivals took one seat in round %,d"
                                : "no two rivals took one seat in %,d rounds")
                        .formatted(rounds.get() - 1),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private static void meet(CyclicBarrier barrier)
            throws InterruptedException, BrokenBarrierException, TimeoutException {
        barrier.await(LONGEST_WAIT, TimeUnit.SECONDS);
    }

    private boolean takes(int seat, Connection connection) throws SQLException {
        try (PreparedStatement look =
                        connection.prepareStatement(
                                "SELECT FROM %s WHERE seat = ?".formatted(table));
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO %s (seat) VALUES (?)".formatted(table))) {
            look.setInt(1, seat);
            try (ResultSet row = look.executeQuery()) {
                if (row.next()) {
                    return false;
                }
            }
            insert.setInt(1, seat);
            insert.execute();
            return true;
        }
    }

    /** Shows the table to a witness, as appends under the condition that the seat is free. */
    private boolean isCaught() throws SQLException {
        List<Notification> log = new ArrayList<>();
        var witness = new Witness((from, to) -> log.subList((int) from - 1, (int) to));
        try (Connection connection = database.connect();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT seat FROM %s ORDER BY id".formatted(table));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                var seat = EventTag.of("seat", Integer.toString(row.getInt(1)));
                UUID id = new UUID(0, log.size());
                StoredEvent event = Events.event(id, null, Vocabulary.TAKEN, List.of(seat));
                witness.ask(
                        "the taking of " + seat,
                        AppendRequest.of(List.of(event))
                                .onCondition(AppendCondition.failIfMatching(Query.ofTags(seat))));
                log.add(new Notification(log.size() + 1L, event));
                witness.see(log.getLast());
            }
        }
        return witness.finish().stream()
                .anyMatch(found -> found.kind() == Violation.Kind.CONDITION);
    }
}
