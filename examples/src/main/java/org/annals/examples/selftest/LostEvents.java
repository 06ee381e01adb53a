package org.annals.examples.selftest;

import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.testkit.witness.Follower;
import org.annals.testkit.witness.Violation;
import org.annals.testkit.witness.Witness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The control that loses events: a table numbered by a sequence, eight who write to it and roll
 * back now and then, and one who follows by {@code id > last}.
 */
final class LostEvents implements Control {
    private static final int WRITERS = 8;
    private static final int ROLLED_BACK = 25;
    private static final Duration ROUND = Duration.ofMillis(500);
    private static final int ROUNDS = 20;

    private final Database database;
    private final String table;
    private final long seed;

    LostEvents(Database database, OwnSchema schema, long seed) {
        this.database = database;
        this.table = schema.table("naive_log");
        this.seed = seed;
    }

    @Override
    public Result run(BooleanSupplier isBrokenOff) throws SQLException, InterruptedException {
        long start = System.nanoTime();
        boolean isCaught = false;
        long lost = 0;
        long written = 0;
        for (int round = 0; round < ROUNDS && !isCaught && !isBrokenOff.getAsBoolean(); round++) {
            var race = new Round(seed + round);
            new Rivals(database, WRITERS + 1).play(race::play);
            isCaught = race.isCaught();
            lost += race.log.size() - race.follower.count();
            written += race.log.size();
        }
        return new Result(
                "a table with a sequence, followed by id > last",
                isCaught,
                "%,d of %,d events never came".formatted(lost, written),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private final class Round {
        private final long seed;
        private final long end = System.nanoTime() + ROUND.toNanos();
        private final AtomicInteger writing = new AtomicInteger(WRITERS);
        private final AtomicLong last = new AtomicLong();
        private final List<Notification> log = new ArrayList<>();
        private final Witness witness =
                new Witness((from, to) -> log.subList((int) from - 1, (int) to));
        private final Follower follower = witness.follow("the reader", Query.all());

        Round(long seed) throws SQLException {
            this.seed = seed;
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS " + table);
                statement.execute("CREATE TABLE %s (id bigserial PRIMARY KEY)".formatted(table));
            }
        }

        void play(int number, Connection connection) throws SQLException {
            if (number < WRITERS) {
                try {
                    write(connection, new Random(seed * WRITERS + number));
                } finally {
                    writing.decrementAndGet();
                }
            } else {
                read(connection);
            }
        }

        private void write(Connection connection, Random random) throws SQLException {
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO %s DEFAULT VALUES".formatted(table))) {
                while (System.nanoTime() < end) {
                    insert.execute();
                    if (random.nextInt(ROLLED_BACK) == 0) {
                        connection.rollback();
                    } else {
                        connection.commit();
                    }
                }
            }
        }

        private void read(Connection connection) throws SQLException {
            boolean isOver = false;
            while (!isOver) {
                isOver = writing.get() == 0;
                for (Notification each : after(last.get(), connection)) {
                    follower.deliver(each);
                    last.set(each.position());
                }
            }
            log.addAll(after(0, connection));
        }

        private List<Notification> after(long id, Connection connection) throws SQLException {
            List<Notification> rows = new ArrayList<>();
            String select = "SELECT id FROM %s WHERE id > ? ORDER BY id".formatted(table);
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                statement.setLong(1, id);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        rows.add(fact(row.getLong(1)));
                    }
                }
            }
            return rows;
        }

        private static Notification fact(long id) {
            return new Notification(
                    id, Events.event(new UUID(0, id), null, Vocabulary.NOTED, List.of()));
        }

        boolean isCaught() {
            log.forEach(witness::see);
            return witness.finish().stream()
                    .anyMatch(found -> found.kind() == Violation.Kind.DELIVERY);
        }
    }
}
