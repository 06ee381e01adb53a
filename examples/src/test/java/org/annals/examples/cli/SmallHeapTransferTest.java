package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.sqlite.Sqlite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** That neither an export nor an import needs more memory for a larger log. */
final class SmallHeapTransferTest {
    private static final long HEAP = 32L * 1024 * 1024;
    private static final int EVENTS = 60_000;
    private static final int BYTES = 2_000;

    private @TempDir Path folder;

    @Test
    @Timeout(300)
    void aLogOfSeveralTimesTheHeapIsExportedAndImported() throws Exception {
        Path source = folder.resolve("archive.db");
        try (var recorder =
                Sqlite.file(source)
                        .withDurability(Sqlite.Durability.SURVIVES_PROCESS)
                        .open(LargeLog.NAME)) {
            LargeLog.fill(recorder, EVENTS, BYTES);
        }
        run("export", "--log", LargeLog.NAME, "--sqlite", "archive.db", "archive.jsonl");
        run("import", "--log", LargeLog.NAME, "--sqlite", "copy.db", "archive.jsonl");
        run("export", "--log", LargeLog.NAME, "--sqlite", "copy.db", "copy.jsonl");

        assertThat(Files.size(folder.resolve("archive.jsonl"))).isGreaterThan(4 * HEAP);
        assertThat(folder.resolve("copy.jsonl"))
                .hasSameBinaryContentAs(folder.resolve("archive.jsonl"));
    }

    private void run(String... args) throws Exception {
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(ChildProgram.command(List.of("-Xmx" + HEAP), args))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
