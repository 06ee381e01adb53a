package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.Recorder;
import org.annals.persistence.Tracking;
import org.annals.persistence.TransactionWork;
import org.annals.persistence.TransactionWorkFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** H1: the user's work and the end of the transaction. */
final class WorkSavepointTest {
    private @TempDir Path folder;
    private Recorder recorder = Sqlite.inMemory("unused").open("School");

    @BeforeEach
    void open() {
        recorder.close();
        recorder = reopened();
        append(
                transaction ->
                        execute(
                                transaction.as(Connection.class),
                                "CREATE TABLE rows (k TEXT PRIMARY KEY ON CONFLICT ROLLBACK)"));
        append(transaction -> execute(transaction.as(Connection.class), taken()));
    }

    private Recorder reopened() {
        return Sqlite.file(folder.resolve("log.db")).open("School");
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void workThatAwaitsWhatWaitsForItIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> append(transaction -> recorder.awaitTracking("up", 1, Duration.ZERO)))
                .withMessageContaining("before the append or after it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "END", "ROLLBACK", "BEGIN", " /* now */ commit"})
    void statementsThatEndTheTransactionAreRefused(String sql) throws SQLException {
        assertNothingIsWritten(transaction -> execute(transaction.as(Connection.class), sql));
        assertNothingIsWritten(
                transaction -> {
                    Connection connection = transaction.as(Connection.class);
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        statement.execute();
                    }
                });
    }

    @Test
    void aConflictThatRollsBackAndIsSwallowedRefusesTheAppend() throws SQLException {
        assertNothingIsWritten(
                transaction -> {
                    Connection connection = transaction.as(Connection.class);
                    execute(connection, "INSERT INTO rows VALUES ('before')");
                    swallowConflict(connection);
                });
    }

    @Test
    void whatTheWorkDoesAfterTheEndOfTheTransactionIsRefusedToo() throws SQLException {
        assertNothingIsWritten(
                transaction -> {
                    Connection connection = transaction.as(Connection.class);
                    swallowConflict(connection);
                    execute(connection, "INSERT INTO rows VALUES ('alone')");
                });
    }

    @Test
    void aDatabaseInMemoryOutlivesWorkThatEndsTheTransaction() {
        try (var inMemory = Sqlite.inMemory("savepoint").open("School")) {
            inMemory.append(
                    request(
                            transaction -> {
                                Connection connection = transaction.as(Connection.class);
                                execute(
                                        connection,
                                        "CREATE TABLE rows (k TEXT PRIMARY KEY ON CONFLICT ROLLBACK)");
                                execute(connection, taken());
                            }));
            assertThatExceptionOfType(TransactionWorkFailedException.class)
                    .isThrownBy(
                            () ->
                                    inMemory.append(
                                            request(t -> swallowConflict(t.as(Connection.class)))));

            assertThat(inMemory.append(request(transaction -> {})).first()).isEqualTo(2);
        }
    }

    @Test
    void aConflictInASavepointOfTheWorksOwnIsItsOwnAffair() throws SQLException {
        append(
                transaction -> {
                    Connection connection = transaction.as(Connection.class);
                    execute(connection, "CREATE TABLE keys (k TEXT PRIMARY KEY)");
                    execute(connection, "INSERT INTO keys VALUES ('taken')");
                    var before = connection.setSavepoint();
                    execute(connection, "INSERT INTO keys VALUES ('undone')");
                    assertThatExceptionOfType(SQLException.class)
                            .isThrownBy(
                                    () -> execute(connection, "INSERT INTO keys VALUES ('taken')"));
                    connection.rollback(before);
                    execute(connection, "INSERT INTO keys VALUES ('other')");
                });

        assertThat(value("SELECT group_concat(k) FROM keys")).isEqualTo("taken,other");
    }

    // H2
    @Test
    void aResultSetLeftOpenByTheWorkDoesNotStopLaterAppends() {
        List<ResultSet> open = new ArrayList<>();
        append(
                transaction -> {
                    Statement statement = transaction.as(Connection.class).createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM school_events");
                    rows.next();
                    open.add(rows);
                });
        try (var other = reopened()) {
            other.append(List.of(Samples.event("t")));
        }
        long head = recorder.head();

        assertThat(recorder.append(List.of(Samples.event("t"))).first()).isEqualTo(head + 1);
        assertThat(open).hasSize(1);
    }

    @Test
    void aKeptStatementIsUselessAfterwards() throws SQLException {
        List<Statement> kept = new ArrayList<>();
        append(
                transaction -> {
                    Connection connection = transaction.as(Connection.class);
                    kept.add(connection.createStatement());
                    kept.add(connection.prepareStatement("DELETE FROM school_events"));
                });

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> kept.getFirst().execute("DELETE FROM school_events"));
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> ((PreparedStatement) kept.getLast()).execute());
        assertThat(value("SELECT count(*) FROM school_events")).isEqualTo("3");
    }

    private void assertNothingIsWritten(TransactionWork work) throws SQLException {
        long head = recorder.head();
        var request = request(work).withTracking(Tracking.of("upstream", 5));

        assertThatExceptionOfType(TransactionWorkFailedException.class)
                .isThrownBy(() -> recorder.append(request))
                .withCauseInstanceOf(SQLException.class);

        assertThat(recorder.head()).isEqualTo(head);
        assertThat(recorder.findTracking("upstream")).isEmpty();
        assertThat(value("SELECT group_concat(k) FROM rows")).isEqualTo("taken");
        append(transaction -> {});
        assertThat(recorder.head()).isEqualTo(head + 1);
    }

    private static AppendRequest request(TransactionWork work) {
        return AppendRequest.of(List.of(Samples.event("t"))).withWork(work);
    }

    private void append(TransactionWork work) {
        recorder.append(request(work));
    }

    private static String taken() {
        return "INSERT INTO rows VALUES ('taken')";
    }

    private static void swallowConflict(Connection connection) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> execute(connection, taken()));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        Connections.execute(connection, sql);
    }

    private String value(String sql) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("log.db"))) {
            return Connections.text(connection, sql);
        }
    }
}
