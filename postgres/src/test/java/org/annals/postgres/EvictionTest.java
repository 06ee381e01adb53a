package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.RecorderUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Writers that stopped where no time-out for idle clients ends them: with a reply that they do not
 * read, and with a request whose end they do not send.
 */
@Timeout(90)
final class EvictionTest {
    private static final Duration SHORT = Duration.ofMillis(400);

    private TestDatabase database;
    private PostgresRecorder recorder;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.create();
        recorder = Postgres.open(database.dataSource(), "School");
    }

    @AfterEach
    void close() throws SQLException {
        recorder.close();
        database.close();
    }

    /** The statements of an append, under a name by which we know our own, or another. */
    private static String[] append(String applicationName) {
        return new String[] {
            "SELECT set_config('application_name', '%s', true)".formatted(applicationName),
            "SELECT * FROM school_append_one(2, '5s', gen_random_uuid(), NULL, NULL, 't', 1, 0, '', '')"
        };
    }

    private RawClient client() throws Exception {
        return new RawClient(database.connect());
    }

    private long holders() throws SQLException {
        return database.number(
                "SELECT count(*) FROM pg_locks JOIN pg_stat_activity a USING (pid) WHERE locktype = 'advisory' AND granted AND a.datname = current_database()");
    }

    @Test
    void aLogWhoseWriterDidNotEndItsRequestIsFreeWithinTenSeconds() throws Exception {
        try (RawClient stopped = client()) {
            stopped.executeWithoutSync(append("annals"));
            Background.await("it holds the log", () -> holders() == 1);

            assertFreeWithin(Duration.ofSeconds(10), Samples.request(Samples.fact("t")));
        }
    }

    @Test
    void aLogWhoseWriterDoesNotReadItsReplyIsFreeWithinTenSeconds() throws Exception {
        try (RawClient stopped = client()) {
            stopped.query(
                    String.join("; ", append("annals"))
                            + "; SELECT repeat('-', 1000) FROM generate_series(1, 1000000)");
            Background.await("it holds the log", () -> holders() == 1);

            assertFreeWithin(
                    Duration.ofSeconds(10),
                    Samples.request(Samples.fact("t", "k:v")).withWork(work -> {}));
        }
    }

    private void assertFreeWithin(Duration longest, AppendRequest request) throws Exception {
        var appending =
                Background.start(
                        () -> {
                            while (true) {
                                try {
                                    return recorder.append(request).first();
                                } catch (RecorderUnavailableException e) {
                                    assertThat(e).hasMessageContaining("nothing was written");
                                }
                            }
                        });
        assertThat(appending.result(longest)).isOne();
    }

    // The control, and a limit: without our name it is a stranger, whom nobody ends.
    @Test
    void aStrangerIsNotEnded() throws Exception {
        try (var impatient =
                        Postgres.of(database.dataSource()).withLockTimeout(SHORT).open("School");
                RawClient stranger = client()) {
            stranger.executeWithoutSync(append("theirs"));
            Background.await("it holds the log", () -> holders() == 1);
            for (int i = 0; i < 5; i++) {
                assertThatExceptionOfType(RecorderUnavailableException.class)
                        .isThrownBy(() -> impatient.append(Samples.request(Samples.fact("t"))));
            }
            assertThat(holders()).isOne();
        }
    }

    // One that works is not one that waits for its client, however long it takes.
    @Test
    void oneOfOursThatIsAtWorkIsNotEnded() throws Exception {
        try (var impatient =
                        Postgres.of(database.dataSource()).withLockTimeout(SHORT).open("School");
                RawClient busy = client()) {
            busy.executeWithoutSync(append("annals")[0], append("annals")[1], "SELECT pg_sleep(4)");
            Background.await("it holds the log", () -> holders() == 1);
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(RecorderUnavailableException.class)
                        .isThrownBy(() -> impatient.append(Samples.request(Samples.fact("t"))));
            }
            assertThat(holders()).isOne();
        }
    }

    @Test
    void oneOfOursThatGoesOnAskingIsNotEndedThoughItWaitsForItsClientInBetween() throws Exception {
        var isOver = new AtomicBoolean();
        try (var impatient =
                        Postgres.of(database.dataSource()).withLockTimeout(SHORT).open("School");
                Connection busy = database.connect()) {
            busy.setAutoCommit(false);
            for (String statement : append("annals")) {
                TestDatabase.execute(busy, statement);
            }
            var asking = Background.start(() -> askUntil(isOver, busy));
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(RecorderUnavailableException.class)
                        .isThrownBy(() -> impatient.append(Samples.request(Samples.fact("t"))));
            }
            isOver.set(true);
            assertThat(asking.result()).isPositive();
            assertThat(holders()).isOne();
        }
    }

    private static int askUntil(AtomicBoolean isOver, Connection connection) throws Exception {
        int asked = 0;
        while (!isOver.get()) {
            TestDatabase.execute(connection, "SELECT 1");
            asked++;
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return asked;
    }

    @Test
    void aPoolOfOneIsEnoughToEvict() throws Exception {
        for (AppendRequest request :
                new AppendRequest[] {
                    Samples.request(Samples.fact("t")),
                    Samples.request(Samples.fact("t")).withWork(work -> {})
                }) {
            try (var source = new OneConnection(database.dataSource());
                    var impatient = Postgres.of(source).withLockTimeout(SHORT).open("School");
                    RawClient stopped = client()) {
                stopped.executeWithoutSync(append("annals"));
                Background.await("it holds the log", () -> holders() == 1);
                var appending = Background.start(() -> impatient.append(request));

                assertThatExceptionOfType(RecorderUnavailableException.class)
                        .isThrownBy(() -> appending.result(Duration.ofSeconds(4)))
                        .withMessageContaining("POSTGRES_LOCK_TIMEOUT");
                Background.await("it is ended", Duration.ofSeconds(4), () -> holders() == 0);
                assertThat(impatient.append(request).first()).isPositive();
            }
        }
    }
}
