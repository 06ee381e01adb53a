package org.annals.examples.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.annals.encryption.EncryptionKey;
import org.annals.encryption.SubjectKeys;
import org.annals.settings.Settings;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is secret is in no file of a database, and what is not is found there, so it is looked for.
 */
final class CanaryTest {
    private static final String IN_THE_CLEAR = "canary-0-3f9b";
    private static final String ENCRYPTED = "canary-1-7d20";
    private static final String PERSONAL = "canary-2-c6a4";

    /** Records each canary in events and snapshots, erases the person, and returns what is open. */
    private static List<Logbooks> fly(Settings settings, SubjectKeys keys) {
        Settings plain = settings.using(SubjectKeys.class, keys);
        var open = new Logbooks(plain);
        open.write("open", IN_THE_CLEAR);
        open.register("person", PERSONAL);
        var secret =
                new Logbooks(plain.with("CIPHER_KEY", EncryptionKey.generate("2026").toText()));
        secret.write("secret", ENCRYPTED);
        secret.register("another", PERSONAL);

        open.erase("person");

        assertThat(open.diary("open").lines()).containsExactly(IN_THE_CLEAR);
        assertThat(secret.diary("secret").lines()).containsExactly(ENCRYPTED);
        for (String id : List.of("open", "secret")) {
            assertThat(open.events().recorder().snapshotVersions(id, "Diary.State"))
                    .containsExactly(2L);
        }
        for (String id : List.of("person", "another")) {
            assertThat(open.events().recorder().snapshotVersions(id, "Customer.State"))
                    .containsExactly(2L);
        }
        return List.of(open, secret);
    }

    private static List<String> filesWith(String canary, Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (var files = Files.walk(folder)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(each), ISO_8859_1).contains(canary)) {
                    found.add(folder.relativize(each).toString());
                }
            }
        }
        return found;
    }

    private static void assertThatSecretsAreInNoFile(Path folder) throws IOException {
        assertThat(filesWith(IN_THE_CLEAR, folder)).as("what is in the clear").isNotEmpty();
        assertThat(filesWith(ENCRYPTED, folder)).as("what is encrypted").isEmpty();
        assertThat(filesWith(PERSONAL, folder)).as("what is personal").isEmpty();
    }

    @Test
    void sqliteHasNothingSecretInItsFiles(@TempDir Path folder) throws IOException {
        var settings =
                Settings.only(
                        Map.of(
                                "PERSISTENCE_MODULE",
                                "sqlite",
                                "SQLITE_DBNAME",
                                folder.resolve("log.db").toString()));
        List<Logbooks> open = fly(settings, SubjectKeys.inFolder(folder.resolve("keys")));
        assertThat(folder.resolve("log.db-wal")).isNotEmptyFile();
        assertThatSecretsAreInNoFile(folder);

        open.forEach(Logbooks::close);

        assertThatSecretsAreInNoFile(folder);
    }

    @Test
    void postgresqlHasNothingSecretInItsFolder(@TempDir Path keys)
            throws IOException, SQLException {
        try (var server = PostgresServer.startForTests()) {
            var settings =
                    Settings.only(
                            Map.of(
                                    "PERSISTENCE_MODULE", "postgres",
                                    "POSTGRES_HOST", server.host(),
                                    "POSTGRES_PORT", Integer.toString(server.port()),
                                    "POSTGRES_DBNAME", server.database(),
                                    "POSTGRES_USER", server.user(),
                                    "POSTGRES_PASSWORD", server.password()));
            fly(settings, SubjectKeys.inFolder(keys)).forEach(Logbooks::close);
            Path folder = Path.of(dataFolder(server));
            // A server that was stopped has written all to its files.
            server.stop();

            assertThatSecretsAreInNoFile(folder);
            assertThat(filesWith(IN_THE_CLEAR, folder))
                    .as("tables and write-ahead log")
                    .anyMatch(file -> file.startsWith("base"))
                    .anyMatch(file -> file.startsWith("pg_wal"));
        }
    }

    private static String dataFolder(PostgresServer server) throws SQLException {
        try (var connection = server.dataSource(server.database()).getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            return row.getString(1);
        }
    }
}
