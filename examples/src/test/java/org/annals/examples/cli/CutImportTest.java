package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.integrity.ChainVerification;
import org.annals.jackson.transfer.LogExport;
import org.annals.jackson.transfer.LogImport;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.Recorder;
import org.annals.postgres.Postgres;
import org.annals.sqlite.Sqlite;
import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * That an import whose process is killed goes on in the next. The file comes by standard input, and
 * no more of it than a part, so that no import can be done before it is killed.
 */
@Timeout(300)
final class CutImportTest {
    private static final int EVENTS = 20_000;
    private static final String DATABASE = "annals_cut_import";

    private @TempDir Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void export() throws IOException {
        file = folder.resolve("archive.jsonl");
        try (var recorder = MemoryRecorder.open(LargeLog.NAME)) {
            LargeLog.fill(recorder, EVENTS, 200);
            LogExport.of(recorder).write(file);
        }
    }

    @Test
    void intoAnSqliteFileWhoseHashesAreThoseOfAnyOtherCopy() throws Exception {
        Sqlite database = Sqlite.file(folder.resolve("archive.db")).withHashChain();
        killTwice(
                Map.of("PERSISTENCE_MODULE", "sqlite", "SQLITE_DBNAME", "archive.db"),
                () -> database.open(LargeLog.NAME));

        try (var recorder = database.open(LargeLog.NAME)) {
            assertThat(ChainVerification.of(recorder).verify().orThrow().head()).isEqualTo(EVENTS);
        }
    }

    @Test
    void intoPostgresql() throws Exception {
        PostgresServer server = PostgresServer.shared();
        server.dropDatabase(DATABASE);
        server.createDatabase(DATABASE);
        killTwice(
                Map.of(
                        "PERSISTENCE_MODULE", "postgres",
                        "POSTGRES_HOST", server.host(),
                        "POSTGRES_PORT", Integer.toString(server.port()),
                        "POSTGRES_DBNAME", DATABASE,
                        "POSTGRES_USER", server.user(),
                        "POSTGRES_PASSWORD", server.password()),
                () -> Postgres.url(server.url(DATABASE)).open(LargeLog.NAME));
    }

    /** Opens the log that is imported into. */
    @FunctionalInterface
    private interface Target {
        Recorder open();
    }

    private void killTwice(Map<String, String> environment, Target target) throws Exception {
        try (Recorder watched = target.open()) {
            killInTheMiddle(watched, environment, EVENTS / 4, 0.5);
            killInTheMiddle(watched, environment, EVENTS * 3 / 4, 0.9);
        }
        Path copy = folder.resolve("copy.jsonl");
        try (Recorder recorder = target.open()) {
            long before = recorder.head();
            assertThat(before).isBetween(EVENTS * 3L / 4, EVENTS - 1L);
            assertThat(recorder.readTrackings().trackings()).isEmpty();

            var imported = LogImport.into(recorder).read(file);

            assertThat(imported.present()).isEqualTo(before);
            assertThat(imported.appended()).isEqualTo(EVENTS - before);
            LogExport.of(recorder).write(copy);
        }
        assertThat(copy).hasSameBinaryContentAs(file);
    }

    private void killInTheMiddle(
            Recorder watched, Map<String, String> environment, long head, double part)
            throws Exception {
        var builder =
                new ProcessBuilder(
                        ChildProgram.command(
                                List.of("-Xmx64m"), "import", "--log", LargeLog.NAME, "-"));
        builder.environment().putAll(environment);
        builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        Process process = builder.start();
        Thread feeding =
                Thread.ofPlatform()
                        .name("feeding")
                        .start(() -> feed(process.getOutputStream(), part));
        try {
            while (watched.head() < head) {
                assertThat(process.waitFor(1, TimeUnit.MILLISECONDS))
                        .as(() -> "It ended: " + output())
                        .isFalse();
            }
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
            feeding.join();
        }
    }

    private void feed(OutputStream input, double part) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            input.write(bytes, 0, (int) (bytes.length * part));
            input.flush();
        } catch (IOException killed) {
            // Nobody reads the rest.
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
