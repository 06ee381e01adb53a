package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.annals.domain.EventTag;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.Tracking;
import org.annals.persistence.TransactionWork;
import org.annals.persistence.VersionConflictException;
import org.annals.postgres.Postgres.WakeUps;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Connections that are also somebody else's: how they come, and how they go back. */
@Timeout(60)
final class ForeignDataSourceTest {
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    @FunctionalInterface
    private interface Use {
        void of(PostgresRecorder recorder) throws Exception;
    }

    /** Everything that takes a connection, and how it can fail. */
    private static Map<String, Use> uses() {
        var tagged = Query.ofTags(EventTag.of("k", "v"));
        Map<String, Use> uses = new TreeMap<>();
        uses.put("append", recorder -> recorder.append(List.of(Samples.fact("t"))));
        uses.put(
                "append a batch",
                recorder -> recorder.append(List.of(Samples.fact("t", "k:v"), Samples.fact("t"))));
        uses.put(
                "append on a condition that fails",
                recorder ->
                        assertThat(
                                        catchThrowable(
                                                () ->
                                                        recorder.append(
                                                                List.of(Samples.fact("t")),
                                                                AppendCondition.failIfMatching(
                                                                        Query.all()))))
                                .isInstanceOf(AppendConditionFailedException.class));
        uses.put(
                "append a version that is taken",
                recorder -> {
                    var fido = Samples.request(Samples.change("fido", 1));
                    if (recorder.readAggregate(AggregateSelection.of("fido")).findAny().isEmpty()) {
                        recorder.append(fido);
                    }
                    assertThatExceptionOfType(VersionConflictException.class)
                            .isThrownBy(() -> recorder.append(List.of(Samples.change("fido", 1))));
                });
        uses.put("track", recorder -> recorder.track(Tracking.of("up", recorder.head() + 1)));
        uses.put(
                "append with rows",
                recorder ->
                        recorder.append(Samples.request(Samples.fact("t")).withWork(writing("1"))));
        uses.put(
                "append with rows that fail",
                recorder ->
                        assertThat(
                                        catchThrowable(
                                                () ->
                                                        recorder.append(
                                                                Samples.request(Samples.fact("t"))
                                                                        .withWork(writing("1/0")))))
                                .hasStackTraceContaining("division"));
        uses.put(
                "append with rows that fail at the commit",
                recorder ->
                        assertThat(
                                        catchThrowable(
                                                () ->
                                                        recorder.append(
                                                                Samples.request(Samples.fact("t"))
                                                                        .withWork(deferred()))))
                                .hasStackTraceContaining("duplicate key"));
        uses.put("read a page", recorder -> recorder.readLog(LogSelection.all()));
        uses.put(
                "read a page of what matches",
                recorder -> recorder.readLog(LogSelection.all().matching(tagged).backwards()));
        uses.put("read nothing", recorder -> recorder.readLog(LogSelection.all().limit(0)));
        uses.put(
                "read an aggregate",
                recorder ->
                        assertThat(recorder.readAggregate(AggregateSelection.of("fido")))
                                .hasSizeLessThan(2));
        uses.put("head", PostgresRecorder::head);
        uses.put("tracking", recorder -> recorder.findTracking("up"));
        uses.put(
                "await a tracking",
                recorder -> recorder.awaitTracking("up", 1, Duration.ofMillis(1)));
        return uses;
    }

    private static TransactionWork deferred() {
        return transaction ->
                TestDatabase.execute(
                        transaction.as(Connection.class),
                        "CREATE TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED); INSERT INTO late VALUES (1), (1)");
    }

    private static TransactionWork writing(String value) {
        return transaction -> {
            try (PreparedStatement row =
                    transaction
                            .as(Connection.class)
                            .prepareStatement("INSERT INTO rows SELECT " + value)) {
                row.executeUpdate();
            }
        };
    }

    @Test
    void aConnectionGoesBackAsItCame() throws Exception {
        database.execute("CREATE TABLE rows (n int)");
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (var source = new OneConnection(database.dataSource())) {
                try (Connection connection = source.getConnection()) {
                    TestDatabase.execute(
                            connection,
                            "DO 'BEGIN END'; SET statement_timeout = '7s'; SET lock_timeout = '6s'; SET application_name = 'theirs'; SET synchronous_commit = off; SET idle_in_transaction_session_timeout = '9s'");
                    connection.setAutoCommit(autoCommit);
                }
                Map<String, String> before = settings(source);
                try (var recorder = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School")) {
                    assertThat(changed(before, settings(source))).as("opened").isEmpty();
                    for (var use : uses().entrySet()) {
                        use.getValue().of(recorder);

                        assertThat(changed(before, settings(source))).as(use.getKey()).isEmpty();
                    }
                }
            }
        }
    }

    private static Map<String, String> changed(
            Map<String, String> before, Map<String, String> after) {
        Map<String, String> changed = new TreeMap<>(after);
        changed.entrySet().removeAll(before.entrySet());
        return changed;
    }

    /**
     * Returns every setting of the session and of the driver, and whether a transaction is open.
     */
    private static Map<String, String> settings(OneConnection source) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            settings.put("(auto-commit)", Boolean.toString(connection.getAutoCommit()));
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT name, setting FROM pg_settings UNION ALL SELECT '(transaction)', (now() = statement_timestamp())::text UNION ALL SELECT '(locks)', count(*)::text FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'")) {
                while (row.next()) {
                    settings.put(row.getString(1), String.valueOf(row.getString(2)));
                }
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }
        return settings;
    }

    @Test
    void aPoolWithoutAutoCommitIsAsGoodAsAny() throws Exception {
        database.execute("CREATE TABLE rows (n int)");
        HikariConfig config = TestDatabase.poolConfig(database.dataSource(), 3);
        config.setAutoCommit(false);
        try (var pool = new HikariDataSource(config);
                var recorder = Postgres.open(pool, "School")) {
            for (var use : uses().values()) {
                use.of(recorder);
            }
            assertThat(database.number("SELECT count(*) FROM school_events")).isGreaterThan(4);
            assertThat(database.number("SELECT count(*) FROM rows")).isOne();
        }
    }

    @Test
    void aPoolOfAnotherIsolationLevelIsRefused() {
        for (String level : List.of("TRANSACTION_REPEATABLE_READ", "TRANSACTION_SERIALIZABLE")) {
            HikariConfig config = TestDatabase.poolConfig(database.dataSource(), 1);
            config.setTransactionIsolation(level);
            try (var pool = new HikariDataSource(config)) {
                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(() -> Postgres.open(pool, "School"))
                        .withMessageContaining("read committed");
            }
        }
    }

    @Test
    void aConnectionThatSomebodyLeftAtAnotherLevelWritesNothing() throws Exception {
        try (var source = new OneConnection(database.dataSource());
                var recorder = Postgres.of(source).withWakeUps(WakeUps.POLL).open("School")) {
            level(source, Connection.TRANSACTION_SERIALIZABLE);
            for (AppendRequest request :
                    List.of(
                            Samples.request(Samples.fact("t")),
                            Samples.request(Samples.fact("t", "k:v")),
                            Samples.request(Samples.fact("t")).withWork(work -> {}))) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> recorder.append(request))
                        .withMessageContaining("READ COMMITTED");
            }
            level(source, Connection.TRANSACTION_READ_COMMITTED);

            assertThat(recorder.head()).isZero();
            assertThat(recorder.append(Samples.request(Samples.fact("t"))).first()).isOne();
        }
    }

    private static void level(OneConnection source, int level) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setTransactionIsolation(level);
        }
    }
}
