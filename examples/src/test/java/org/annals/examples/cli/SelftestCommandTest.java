package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.examples.selftest.Fault;
import org.annals.settings.Settings;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

final class SelftestCommandTest {
    private static final String SCHEMA = "annals_selftest_of_tests";

    private final PostgresServer server = PostgresServer.shared();

    @AfterEach
    void dropSchema() throws SQLException {
        execute(server, "DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
    }

    @Test
    void aHuntFindsNothingAlthoughTheServerIsKilledToo(@TempDir Path folder) throws Exception {
        try (var own = PostgresServer.startForTests()) {
            var killed =
                    Fault.sudden(
                            "servers killed",
                            random -> {
                                own.kill();
                                own.startAgain();
                            });

            Run run = hunt(folder, killed, "--postgres", own.url(), "--minutes", "0.25");

            assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
            assertThat(run.out())
                    .contains("Nothing was lost, doubled, reordered or torn.")
                    .containsPattern("id > last: [1-9][0-9,]* of [0-9,]+ events never came")
                    .contains("two rivals took one seat")
                    .containsPattern("servers killed +[1-9]")
                    .containsPattern("kill -9 +[1-9]")
                    .containsPattern("recorded +[1-9][0-9,]*[0-9]")
                    .doesNotContain(own.password());
            assertThat(run.err()).contains("nothing found so far").doesNotContain("\tat ");
            assertThat(isThere(own)).as("the schema is dropped").isFalse();
            assertThat(folder).isEmptyDirectory();
        }
    }

    /** What makes a recorder break its promises, in the database and behind everybody's back. */
    enum Sabotage {
        // Or what was refused before is recorded when it is repeated.
        CONDITIONS_ARE_IGNORED("CONDITION|PHANTOM", rewritten("codes[r] := 3;", "NULL;")),
        TRACKINGS_ARE_IGNORED("TRACKING|PHANTOM", rewritten("codes[t_request[n]] := 4;", "NULL;")),
        EVERY_TENTH_EVENT_IS_CHANGED(
                "CHANGED", onInsert("events", "NEW.data := NEW.data || '\\x00'::bytea")),
        EVERY_TENTH_TAG_IS_LOST("DELIVERY|PAGE|CONDITION", onInsert("tags", "RETURN NULL")),
        // Which nobody has a reason to read again before the end.
        AN_OLD_EVENT_IS_CHANGED(
                "CHANGED|PAGE|DELIVERY",
                "UPDATE SCHEMA.selftest_events SET data = data || '\\x00'::bytea WHERE position = 2"),
        AN_EVENT_VANISHES(
                "LOST|POSITION|PHANTOM|DELIVERY|PAGE|UNJUSTIFIED|events",
                "DELETE FROM SCHEMA.selftest_events WHERE position = (SELECT max(position) FROM SCHEMA.selftest_events)");

        private final String found;
        private final String sql;

        Sabotage(String found, String sql) {
            this.found = found;
            this.sql = sql;
        }

        private static String rewritten(String from, String to) {
            return """
                   DO $do$ BEGIN
                   EXECUTE (SELECT replace(pg_get_functiondef(oid), '%s', '%s') FROM pg_proc
                            WHERE oid = 'SCHEMA.selftest_append'::regproc);
                   END $do$
                   """
                    .formatted(from, to);
        }

        private static String onInsert(String table, String change) {
            return """
                   CREATE OR REPLACE FUNCTION SCHEMA.sabotage() RETURNS trigger LANGUAGE plpgsql AS $$
                   BEGIN
                       IF NEW.position %% 10 = 0 THEN
                           %2$s;
                       END IF;
                       RETURN NEW;
                   END $$;
                   CREATE OR REPLACE TRIGGER sabotage BEFORE INSERT ON SCHEMA.selftest_%1$s
                   FOR EACH ROW EXECUTE FUNCTION SCHEMA.sabotage();
                   """
                    .formatted(table, change);
        }

        Fault on(PostgresServer server) {
            return Fault.sudden(
                    "sabotage",
                    random -> execute(server, sql.replace("SCHEMA", SelftestCommandTest.SCHEMA)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRecorderThatIsSabotagedIsFoundOut(Sabotage sabotage, @TempDir Path folder)
            throws Exception {
        String minutes = sabotage == Sabotage.AN_OLD_EVENT_IS_CHANGED ? "0.1" : "1";
        Run run =
                hunt(
                        folder,
                        sabotage.on(server),
                        "--postgres",
                        server.url(),
                        "--seed",
                        "7",
                        "--minutes",
                        minutes);

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.out())
                .contains("FOUND, with seed 7:")
                .containsPattern("(?m)^  .*(" + sabotage.found + ")")
                .contains("The schema '" + SCHEMA + "' is kept");
        assertThat(isThere(server)).as("the schema is kept").isTrue();
        Path evidence = folder.resolve("annals-selftest-" + SCHEMA + ".txt");
        assertThat(Files.readString(evidence))
                .contains("seed      7")
                .contains("fault begins: sabotage")
                .contains("ask ")
                .doesNotContain(server.password());
    }

    @Test
    void aHuntInWhichNothingGoesWrongIsVoid(@TempDir Path folder) throws Exception {
        Run run =
                Run.in(
                        folder,
                        "selftest",
                        "--postgres",
                        server.url(),
                        "--schema",
                        SCHEMA,
                        "--minutes",
                        "0.0001");

        assertThat(run.exitCode()).as(run.out()).isEqualTo(3);
        assertThat(run.out()).contains("This selftest is void");
        assertThat(isThere(server)).isFalse();
    }

    @Test
    void aSchemaThatIsThereIsLeftAlone(@TempDir Path folder) throws Exception {
        execute(server, "CREATE SCHEMA " + SCHEMA);

        Run run = Run.in(folder, "selftest", "--postgres", server.url(), "--schema", SCHEMA);

        refused(run, "has a schema 'annals_selftest_of_tests' already");
        assertThat(isThere(server)).isTrue();
    }

    @Test
    void whatCannotRunSaysSoInOneLine(@TempDir Path folder) {
        String url = server.url();
        String wrong = url.replace(server.password(), "s3cret");
        refused(Run.in(folder, "selftest"), "needs a database");
        refused(Run.in(folder, "selftest", "--postgres", "nonsense"), "should look like");
        refused(Run.in(folder, "selftest", "--postgres", wrong), "cannot be used");
        refused(Run.in(folder, "selftest", "--postgres", url, "--minutes", "0"), "--minutes");
        refused(Run.in(folder, "selftest", "--postgres", url, "--schema", "Not;one"), "'Not;one'");
    }

    @Test
    void tooFewConnectionsAreSaidAtOnce(@TempDir Path folder) throws SQLException {
        execute(server, "CREATE ROLE few LOGIN PASSWORD 's3cret' CONNECTION LIMIT 8");
        try {
            String url =
                    server.url().replace(server.user() + ":" + server.password(), "few:s3cret");

            refused(
                    Run.in(folder, "selftest", "--postgres", url, "--schema", SCHEMA),
                    "A selftest needs 40 connections, and 8 were to be had");
        } finally {
            execute(server, "DROP ROLE few");
        }
    }

    @Test
    void aUrlThatIsNoOptionIsNotRepeatedWithItsPassword(@TempDir Path folder) {
        Run run = Run.in(folder, "selftest", "postgresql://u:s3cret@h/d");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out() + run.err())
                .contains("Unmatched argument")
                .contains("//***@h/d")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--minutes=many", "--seed=x", "--nonsense"})
    void anOptionThatIsNotUnderstoodIsNoFinding(String option, @TempDir Path folder) {
        Run run = Run.in(folder, "selftest", "--postgres", server.url(), option);

        assertThat(run.exitCode()).isEqualTo(1);
    }

    /** Runs a selftest that is visited by one fault more than usual. */
    private static Run hunt(Path folder, Fault fault, String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        var place =
                new Place(
                        folder,
                        null,
                        Settings.environment(),
                        0,
                        new Terminal(new PrintWriter(out, true), UTF_8),
                        new Terminal(new PrintWriter(err, true), UTF_8));
        var command = new CommandLine(new SelftestCommand(place, List.of(fault)));
        List<String> all = new ArrayList<>(List.of("--schema", SCHEMA));
        all.addAll(List.of(args));
        int exitCode = command.execute(all.toArray(String[]::new));
        return new Run(exitCode, out.toString(), err.toString());
    }

    private static void refused(Run run, String why) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("annals: ")
                .contains(why)
                .hasLineCount(1)
                .doesNotContain("s3cret")
                .doesNotContain("\tat ");
    }

    @Test
    void theWritersCommandIsNotForPeople(@TempDir Path folder) {
        assertThat(Run.in(folder, "--help").out())
                .contains("selftest")
                .doesNotContain("selftest-writer");
        assertThat(Run.in(folder, "selftest", "--help").out())
                .contains("--minutes")
                .contains("Exit codes:");
    }

    private static boolean isThere(PostgresServer server) throws SQLException {
        try (Connection connection = server.dataSource(server.database()).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT to_regnamespace('%s') IS NOT NULL".formatted(SCHEMA))) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.dataSource(server.database()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
