package org.annals.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

@Timeout(120)
final class PostgresServerTest {
    private static final String NOBODY_HAS = "A name of \"someone's\" own";

    @Test
    void aServerStartsAndAnswers() throws Exception {
        // @start region="start"
        try (var server = PostgresServer.startForTests()) {
            server.createDatabase("dogs");
            try (var connection = server.dataSource("dogs").getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
        // @end
    }

    @Test
    void theSharedServerIsOneAndStaysWhenItIsClosed() throws Exception {
        var server = PostgresServer.shared();
        server.close();

        assertThat(PostgresServer.shared()).isSameAs(server);
        assertThat(answer(server, "select 1")).isEqualTo("1");
    }

    @Test
    void everyServerIsSetUpAlikeAndAsksForThePassword() throws Exception {
        try (var server = PostgresServer.startForTests()) {
            assertThat(answer(server, "show server_encoding")).isEqualTo("UTF8");
            assertThat(answer(server, "show max_connections")).isEqualTo("200");
            assertThat(answer(server, "select datcollate from pg_database limit 1")).isEqualTo("C");
            assertThatThrownBy(
                            () ->
                                    server.dataSource(server.database())
                                            .getConnection(server.user(), "guess"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void aCopyHasWhatThereWasAndNothingOfWhatCameLater() throws Exception {
        PostgresServer server = PostgresServer.shared();
        server.createDatabase("original");
        try {
            execute(server, "original", "create table dogs as select 'Fido' as name");
            server.copyDatabase("original", "copy");
            execute(server, "original", "insert into dogs values ('Rex')");
            assertThat(answer(server, "copy", "select string_agg(name, ',') from dogs"))
                    .isEqualTo("Fido");
        } finally {
            server.dropDatabase("original");
            server.dropDatabase("copy");
        }
    }

    @Test
    void databasesOfAnyNameAreMadeAndDropped() throws Exception {
        var server = PostgresServer.shared();
        server.createDatabase(NOBODY_HAS);
        try (Connection connection = server.dataSource(NOBODY_HAS).getConnection()) {
            assertThat(connection.getCatalog()).isEqualTo(NOBODY_HAS);
            assertThat(server.databases()).contains(server.database(), NOBODY_HAS);

            server.dropDatabase(NOBODY_HAS);

            assertThat(server.databases()).doesNotContain(NOBODY_HAS);
            assertThat(connection.isValid(1)).isFalse();
        }
    }

    @Test
    void commitsOfBenchmarksWaitForTheDisk() throws Exception {
        try (var server = PostgresServer.startForBenchmarks()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(answer(server, "show " + setting)).as(setting).isEqualTo("on");
            }
        }
    }

    @Test
    void aRestartKeepsDataAndPort() throws Exception {
        try (var server = PostgresServer.startForTests()) {
            execute(server, "create table dog as select 'Fido' as name");
            int port = server.port();

            server.restart();

            assertThat(server.port()).isEqualTo(port);
            assertThat(answer(server, "select name from dog")).isEqualTo("Fido");
        }
    }

    @Test
    void aKilledServerCutsConnectionsAndKeepsWhatWasCommitted() throws Exception {
        try (var server = PostgresServer.startForTests();
                Connection open = server.dataSource(server.database()).getConnection();
                Statement statement = open.createStatement()) {
            execute(server, "create table dog as select generate_series(1, 1000)");
            open.setAutoCommit(false);
            statement.execute("insert into dog select generate_series(1, 1000)");

            List<ProcessHandle> before =
                    processes(server.folder()).stream()
                            .filter(each -> each.info().command().orElse("").endsWith("/postgres"))
                            .toList();
            server.kill();

            assertThat(before).hasSizeGreaterThan(4).noneMatch(ProcessHandle::isAlive);
            assertThatThrownBy(() -> statement.execute("select 1"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> answer(server, "select 1"))
                    .hasRootCauseInstanceOf(ConnectException.class);
            server.startAgain();
            assertThat(answer(server, "select count(*) from dog")).isEqualTo("1000");
        }
    }

    @Test
    void everyCommitThatWasAnsweredSurvivesAKillRightAfterIt() throws Exception {
        try (var server = PostgresServer.startForTests()) {
            execute(server, "create table dog (id int)");
            for (int round = 1; round <= 5; round++) {
                execute(server, "insert into dog values (%d)".formatted(round));
                server.kill();
                server.startAgain();
                assertThat(answer(server, "select max(id) from dog"))
                        .isEqualTo(Integer.toString(round));
            }
        }
    }

    @Test
    void aReplicaIsReadOnlyAndSeesWhatIsWritten() throws Exception {
        try (var server = PostgresServer.startForTests()) {
            execute(server, "create table dog as select 'Fido' as name");
            try (var replica = server.startReplica()) {
                assertThat(answer(replica, "select pg_is_in_recovery()")).isEqualTo("t");
                assertThat(answer(replica, "select name from dog")).isEqualTo("Fido");
                assertThatThrownBy(() -> execute(replica, "insert into dog values ('Rex')"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("25006"));

                execute(server, "insert into dog values ('Rex')");

                awaitAnswer(replica, "select count(*) from dog", "2");
            }
        }
    }

    @Test
    void aReplicaIsTakenOfAServerAtWork() throws Exception {
        try (var server = PostgresServer.startForTests()) {
            execute(server, "create table dog (id int)");
            Thread writer =
                    Thread.ofPlatform()
                            .name("writer")
                            .start(
                                    () -> {
                                        while (!Thread.currentThread().isInterrupted()) {
                                            insertMany(server);
                                        }
                                    });
            try (var replica = server.startReplica()) {
                writer.interrupt();
                writer.join();
                awaitAnswer(
                        replica,
                        "select count(*) from dog",
                        answer(server, "select count(*) from dog"));
            }
        }
    }

    @Test
    void closingLeavesNoProcessAndNoFolder() {
        Path folder;
        List<ProcessHandle> processes;
        try (var server = PostgresServer.startForTests()) {
            folder = server.folder();
            processes = processes(folder);
            assertThat(folder).isDirectory();
        }
        assertThat(processes).hasSizeGreaterThan(4).noneMatch(ProcessHandle::isAlive);
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatDoesNotRunCannotBeStoppedNorWhatRunsBeStarted() {
        try (var server = PostgresServer.startForTests()) {
            assertThatIllegalStateException()
                    .isThrownBy(server::startAgain)
                    .withMessageContaining("already runs");
            server.stop();
            assertThatIllegalStateException()
                    .isThrownBy(server::kill)
                    .withMessageContaining("does not run");
        }
    }

    @Test
    void theSharedServerGoesWithItsJvmHoweverThatEnds() throws Exception {
        try (var orderly = SharingProcess.start("", "", "dogs");
                var killed = SharingProcess.start("", "", "dogs")) {
            var first = Path.of(orderly.answer());
            var second = Path.of(killed.answer());
            assertThat(first).isDirectory();
            assertThat(second).isDirectory();

            orderly.finish();
            assertThat(first).doesNotExist();

            killed.kill();
            await("the folder to go", () -> !Files.exists(second));
        }
    }

    @Test
    void aServerThatIsNamedIsSharedAndCannotBeStopped() throws Exception {
        try (var server = PostgresServer.startForTests();
                var byProperty = SharingProcess.start(server.url(), "", "dogs");
                var byVariable = SharingProcess.start("", server.url(), "cats")) {
            for (var process : List.of(byProperty, byVariable)) {
                assertThat(process.answer()).contains("cannot be stopped", "startForTests()");
            }
            assertThat(server.databases()).contains("dogs", "cats");
        }
    }

    private static void insertMany(PostgresServer server) {
        try {
            execute(server, "insert into dog select generate_series(1, 1000)");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the processes of this JVM that know the folder, and theirs. */
    private static List<ProcessHandle> processes(Path folder) {
        return ProcessHandle.current()
                .children()
                .filter(
                        child ->
                                child.info()
                                        .commandLine()
                                        .filter(line -> line.contains(folder.toString()))
                                        .isPresent())
                .flatMap(child -> Stream.concat(Stream.of(child), child.descendants()))
                .toList();
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        execute(server, server.database(), sql);
    }

    private static void execute(PostgresServer server, String database, String sql)
            throws SQLException {
        try (Connection connection = server.dataSource(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String answer(PostgresServer server, String query) throws SQLException {
        return answer(server, server.database(), query);
    }

    private static String answer(PostgresServer server, String database, String query)
            throws SQLException {
        try (Connection connection = server.dataSource(database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static void awaitAnswer(PostgresServer server, String query, String expected)
            throws Exception {
        await(query, () -> answer(server, query).equals(expected));
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
