package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.dogschool.DogSchool;
import org.annals.settings.Settings;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The commands that verify a log, sign heads of it, and make the keys. */
final class VerifyCommandTest {
    private @TempDir Path folder;

    @BeforeEach
    void recordThree() {
        train(settings("y"));
    }

    private Map<String, String> settings(String chain) {
        return new HashMap<>(
                Map.of(
                        "PERSISTENCE_MODULE",
                        "sqlite",
                        "SQLITE_DBNAME",
                        folder.resolve("school.db").toString(),
                        "HASH_CHAIN",
                        chain));
    }

    private static void train(Map<String, String> settings) {
        try (var school = new DogSchool(Settings.only(settings))) {
            String fido = school.registerDog("Fido");
            school.addTrick(fido, "roll over");
            school.addTrick(fido, "sit");
        }
    }

    private Run run(String... args) {
        return Run.in(folder, args);
    }

    private Run verify() {
        return run(
                "verify",
                "--log",
                "DogSchool",
                "--sqlite",
                "school.db",
                "--heads",
                "heads.txt",
                "--key",
                "school.key.pub");
    }

    private Run sign() {
        return run(
                "sign",
                "--log",
                "DogSchool",
                "--sqlite",
                "school.db",
                "--heads",
                "heads.txt",
                "--key",
                "school.key");
    }

    private void edit(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("school.db"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void anIntactLogIsSaidToBeSoAndThatNoHeadVouchesForIt() {
        Run run = run("verify", "--log", "DogSchool", "--sqlite", "school.db");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("Log +SqliteRecorder.*DogSchool")
                .containsPattern("Heads +none, so that neither a cut tail shows")
                .containsPattern("Intact +3 events in [0-9.]+ s, ")
                .containsPattern("Hash +[0-9a-f]{64}");
    }

    @Test
    void whatWasChangedIsNamedWithAnExitCodeOfItsOwn() throws Exception {
        edit("UPDATE dogschool_events SET type = 'Dog.Sold' WHERE position = 2");

        Run run = run("verify", "--log", "DogSchool", "--sqlite", "school.db");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .containsPattern("Broken +at position 2, CHANGED")
                .contains("what stands there, or its hash, was changed")
                .doesNotContain("Intact");
    }

    @Test
    void aCutTailIsShownByASignedHead() throws Exception {
        Run made = run("key", "school.key");
        Run signed = sign();
        Run intact = verify();
        edit("DELETE FROM dogschool_events WHERE position = 3");
        Run cut = verify();

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out()).containsPattern("Key s[0-9a-f]{16}: .*school.key is secret");
        assertThat(signed.exitCode()).as(signed.err()).isZero();
        assertThat(signed.out()).containsPattern("Signed +position 3 with s[0-9a-f]{16}, in ");
        assertThat(intact.exitCode()).as(intact.err()).isZero();
        assertThat(intact.out()).containsPattern("Heads +1 signed head, the last at position 3, ");
        assertThat(cut.exitCode()).isEqualTo(2);
        assertThat(cut.out()).containsPattern("Broken +at position 3, CUT");
        assertThat(run("verify", "--log", "DogSchool", "--sqlite", "school.db").exitCode())
                .as("without heads")
                .isZero();
    }

    @Test
    void headsGatherInTheirFileAndWhatNoneVouchesForIsSaid() throws Exception {
        run("key", "school.key");
        sign();
        train(settings("y"));

        assertThat(verify().out()).containsPattern("Unsigned +3 events after the last head");

        assertThat(sign().exitCode()).isZero();
        assertThat(Files.readAllLines(folder.resolve("heads.txt")))
                .hasSize(2)
                .allMatch(line -> line.startsWith("annals-head 1 "));
        assertThat(verify().out())
                .containsPattern("Heads +2 signed heads, the last at position 6, ")
                .doesNotContain("Unsigned");
    }

    @Test
    void aBrokenLogIsNotSigned() throws Exception {
        run("key", "school.key");
        edit("UPDATE dogschool_events SET hash = NULL WHERE position = 2");

        Run run = sign();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).containsPattern("Broken +at position 2, HASH_MISSING");
        assertThat(folder.resolve("heads.txt")).doesNotExist();
    }

    @Test
    void theSecretKeyIsForItsOwnerAloneAndNeverReplaced() throws IOException {
        run("key", "school.key");
        Path secret = folder.resolve("school.key");
        String before = Files.readString(secret);

        Run again = run("key", "school.key");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).startsWith("annals: ").contains("is there already");
        assertThat(Files.readString(secret)).isEqualTo(before);
    }

    @Test
    void whatCannotBeVerifiedIsRefusedInOneLine() throws IOException {
        run("key", "school.key");
        run("key", "other.key");
        sign();
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Map<String, String> unchained = settings("n");
        unchained.put("SQLITE_DBNAME", plain.resolve("plain.db").toString());
        train(unchained);
        unchained.put("HASH_CHAIN", "y");
        unchained.put("SQLITE_DBNAME", plain.resolve("chained.db").toString());
        train(unchained);
        Files.writeString(folder.resolve("empty.txt"), "");
        Files.writeString(folder.resolve("torn.txt"), "annals-head 1 0192");
        Map<List<String>, String> refused =
                Map.of(
                        List.of("verify", "--log", "DogSchool"), "It is not said where the log is",
                        List.of("verify", "--log", "DogSchool", "--sqlite", "nowhere.db"),
                                "nowhere.db",
                        List.of("verify", "--sqlite", "school.db", "--log", "Kennel"),
                                "kennel_events",
                        List.of("verify", "--log", "DogSchool", "--sqlite", "plain/plain.db"),
                                "has no hash chain",
                        List.of(
                                        "verify",
                                        "--log",
                                        "DogSchool",
                                        "--sqlite",
                                        "school.db",
                                        "--heads",
                                        "heads.txt"),
                                "belong together",
                        List.of(
                                        "verify",
                                        "--log",
                                        "DogSchool",
                                        "--sqlite",
                                        "school.db",
                                        "--heads",
                                        "heads.txt",
                                        "--key",
                                        "other.key.pub"),
                                "key",
                        List.of(
                                        "verify",
                                        "--log",
                                        "DogSchool",
                                        "--sqlite",
                                        "plain/chained.db",
                                        "--heads",
                                        "heads.txt",
                                        "--key",
                                        "school.key.pub"),
                                "The head of position 3 is of log",
                        List.of(
                                        "verify",
                                        "--log",
                                        "DogSchool",
                                        "--sqlite",
                                        "school.db",
                                        "--heads",
                                        "empty.txt",
                                        "--key",
                                        "school.key.pub"),
                                "is empty",
                        List.of(
                                        "verify",
                                        "--log",
                                        "DogSchool",
                                        "--sqlite",
                                        "school.db",
                                        "--heads",
                                        "torn.txt",
                                        "--key",
                                        "school.key.pub"),
                                "no signed head",
                        List.of(
                                        "sign",
                                        "--log",
                                        "DogSchool",
                                        "--sqlite",
                                        "school.db",
                                        "--heads",
                                        "h",
                                        "--key",
                                        "school.key.pub"),
                                "school.key.pub");
        refused.forEach(
                (args, why) -> {
                    Run run = run(args.toArray(String[]::new));

                    assertThat(run.exitCode()).as(args.toString()).isEqualTo(1);
                    assertThat(run.err())
                            .as(args.toString())
                            .startsWith("annals: ")
                            .contains(why)
                            .hasLineCount(1)
                            .doesNotContain("Exception");
                });
        assertThat(folder.resolve("nowhere.db")).doesNotExist();
    }

    @Test
    void aLogOnPostgresIsVerifiedInItsPlace() throws Exception {
        var server = PostgresServer.shared();
        String database = "annals_verify";
        server.dropDatabase(database);
        server.createDatabase(database);
        train(
                Map.of(
                        "PERSISTENCE_MODULE", "postgres",
                        "POSTGRES_HOST", server.host(),
                        "POSTGRES_PORT", Integer.toString(server.port()),
                        "POSTGRES_DBNAME", database,
                        "POSTGRES_USER", server.user(),
                        "POSTGRES_PASSWORD", server.password(),
                        "HASH_CHAIN", "y"));
        String url = server.url(database);

        Run intact = run("verify", "--log", "DogSchool", "--postgres", url);
        try (Connection connection = server.dataSource(database).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE dogschool_events SET data = '' WHERE position = 3");
        }
        Run broken = run("verify", "--log", "DogSchool", "--postgres", url);

        assertThat(intact.exitCode()).as(intact.err()).isZero();
        assertThat(intact.out())
                .containsPattern("Intact +3 events")
                .doesNotContain(server.password());
        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.out()).containsPattern("Broken +at position 3, CHANGED");
    }
}
