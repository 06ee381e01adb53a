package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredSnapshot;
import org.annals.recording.LogName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Snapshots in a file: from several processes, and what the engine says. */
@Timeout(120)
final class SnapshotsTest {
    private static final int PROCESSES = 3;
    private static final int VERSIONS = 50;

    private @TempDir Path folder;

    private Path file() {
        return folder.resolve("log.db");
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private ChildJvm putting(int versions) throws Exception {
        return ChildJvm.start(
                List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
                SnapshotProcess.class,
                file().toString(),
                Integer.toString(versions));
    }

    @Test
    void whatWasPutSurvivesAKilledProcess() throws Exception {
        long last = 0;
        try (ChildJvm child = putting(1_000_000)) {
            while (last < VERSIONS) {
                last = Long.parseLong(child.readLine());
            }
            child.kill();
        }
        try (var recorder = Sqlite.file(file()).open("School")) {
            assertThat(recorder.snapshotVersions("fido", "State")).contains(1L, last);
            assertThat(recorder.findSnapshot("fido", "State", 1, last))
                    .map(StoredSnapshot::version)
                    .contains(last);
        }
    }

    @Test
    void severalProcessesPutTheSameAndEachIsKeptOnce() throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        try (var recorder = Sqlite.file(file()).open("School")) {
            for (int i = 0; i < PROCESSES; i++) {
                children.add(putting(VERSIONS));
            }
            for (ChildJvm child : children) {
                assertThat(child.rest()).endsWith("done").hasSize(VERSIONS + 1);
                assertThat(child.exitCode()).isZero();
            }
            assertThat(recorder.snapshotVersions("fido", "State")).hasSize(VERSIONS);
        } finally {
            children.forEach(ChildJvm::close);
        }
    }

    @Test
    void anotherProgramsLockIsWaitedForAsByAnAppend() throws Exception {
        var impatient = Sqlite.file(file()).withLockTimeout(Duration.ofMillis(50));
        try (var recorder = impatient.open("School");
                Connection other = connect()) {
            recorder.putSnapshot(Samples.snapshot("fido", 1));
            Connections.execute(other, "BEGIN IMMEDIATE");

            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> recorder.putSnapshot(Samples.snapshot("fido", 2)))
                    .withMessageContaining("SQLITE_LOCK_TIMEOUT");
            assertThat(recorder.snapshotVersions("fido", "State")).containsExactly(1L);
            Connections.execute(other, "ROLLBACK");
            recorder.putSnapshot(Samples.snapshot("fido", 2));
            assertThat(recorder.snapshotVersions("fido", "State")).containsExactly(2L, 1L);
        }
    }

    @Test
    void whatTheEngineRefusesIsNoFailureOfWorkOfTheUsers() throws Exception {
        try (var recorder = Sqlite.file(file()).open("School")) {
            recorder.putSnapshot(Samples.snapshot("fido", 1));
            try (Connection other = connect()) {
                Connections.execute(other, "DROP TABLE school_snapshots");
            }

            assertThatExceptionOfType(RecorderUnavailableException.class)
                    .isThrownBy(() -> recorder.putSnapshot(Samples.snapshot("fido", 2)))
                    .withMessageContaining("nothing was written")
                    .havingCause()
                    .withMessageContaining("school_snapshots");
            recorder.append(List.of(Samples.event("t")));
            assertThat(recorder.head()).isOne();
        }
    }

    @Test
    void theNewestIsFoundByTheKeyAlone() throws Exception {
        Sqlite.file(file()).open("School").close();
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var plan = statement.executeQuery("EXPLAIN QUERY PLAN " + foundBy())) {
            assertThat(plan.next()).isTrue();
            assertThat(plan.getString("detail"))
                    .contains("SEARCH", "(subject=? AND type=? AND version<?)");
            assertThat(plan.next()).as("sorts").isFalse();
        }
    }

    private static String foundBy() {
        return Schema.named(LogReads.SNAPSHOT, LogName.of("School"));
    }
}
