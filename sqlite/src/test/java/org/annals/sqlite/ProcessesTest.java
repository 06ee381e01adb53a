package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.Origin;
import org.annals.persistence.LogSelection;
import org.annals.persistence.LogStream;
import org.annals.persistence.Notification;
import org.annals.persistence.Recorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

@Timeout(180)
final class ProcessesTest {
    private static final int KILLS = 20;

    private @TempDir Path folder;

    private Path file() {
        return folder.resolve("log.db");
    }

    private ChildJvm appending(String aggregateId, int appends) throws Exception {
        return ChildJvm.start(
                List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
                AppendingProcess.class,
                file().toString(),
                aggregateId,
                Integer.toString(appends));
    }

    @Test
    void severalProcessesAppendToOneFileAndThisOneSeesItAll() throws Exception {
        int processes = 4;
        int appends = 150;
        List<ChildJvm> children = new ArrayList<>();
        try (var recorder = Sqlite.file(file()).open("School")) {
            for (int i = 0; i < processes; i++) {
                children.add(appending("aggregate-" + i, appends));
            }
            long seen = 0;
            while (children.stream().anyMatch(ChildJvm::isAlive)) {
                seen = followed(recorder, seen);
            }
            for (ChildJvm child : children) {
                assertThat(child.rest()).contains("ready", "done").hasSize(appends + 2);
                assertThat(child.exitCode()).isZero();
            }
            followed(recorder, seen);
            assertThat(recorder.head()).isEqualTo(3L * processes * appends);
            assertWhole(recorder);
        } finally {
            children.forEach(ChildJvm::close);
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesProcessesKilledAtRandomAndNothingIsHalfWritten()
            throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Map<String, Long> acknowledged = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            try (ChildJvm child = appending("killed-" + kill, 1_000_000)) {
                assertThat(child.readLine()).as("seed %d", seed).isEqualTo("ready");
                long until = System.nanoTime() + Duration.ofMillis(random.nextInt(60)).toNanos();
                while (System.nanoTime() < until) {
                    acknowledge(child.readLine(), acknowledged);
                }
                child.kill();
                child.rest().forEach(line -> acknowledge(line, acknowledged));
            }
        }
        assertThat(acknowledged).as("seed %d", seed).isNotEmpty();
        try (var recorder = Sqlite.file(file()).open("School")) {
            Map<String, Long> recorded = new HashMap<>();
            LogStream.of(recorder, LogSelection.all())
                    .forEach(
                            each ->
                                    recorded.put(
                                            each.storedEvent().id().toString(), each.position()));
            assertThat(recorded).as("seed %d", seed).containsAllEntriesOf(acknowledged);
            assertThat(recorder.head() % 3).as("seed %d", seed).isZero();
            assertWhole(recorder);
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            assertThat(Connections.text(connection, "PRAGMA integrity_check")).isEqualTo("ok");
        }
    }

    @Test
    void aTrackingThatAnotherProcessMovesIsFoundByPolling() throws Exception {
        try (var here = Sqlite.file(file()).open("School");
                ChildJvm other =
                        ChildJvm.start(List.of(), TrackingProcess.class, file().toString())) {
            assertThat(other.readLine()).isEqualTo("ready");

            assertThat(here.awaitTracking("upstream", 7, Duration.ofSeconds(30))).isTrue();
            assertThat(here.awaitTracking("upstream", 8, Duration.ofMillis(50))).isFalse();
        }
    }

    @Test
    void whatOtherProcessesAppendIsDeliveredOnceInOrder() throws Exception {
        int processes = 2;
        int appends = 100;
        long total = 3L * processes * appends;
        List<ChildJvm> children = new ArrayList<>();
        try (var recorder = Sqlite.file(file()).open("School");
                var subscription = recorder.subscribe(LogSelection.all().upTo(total))) {
            for (int i = 0; i < processes; i++) {
                children.add(appending("aggregate-" + i, appends));
            }
            long last = 0;
            for (Notification notification : subscription) {
                assertThat(notification.position()).isEqualTo(++last);
            }
            assertThat(last).isEqualTo(total);
            assertWhole(recorder);
        } finally {
            children.forEach(ChildJvm::close);
        }
    }

    private static void acknowledge(String line, Map<String, Long> acknowledged) {
        String[] words = line.split(" ", -1);
        // The last line may have been cut off by the kill.
        if (words.length == 2 && words[1].length() == 36) {
            acknowledged.put(words[1], Long.parseLong(words[0]));
        }
    }

    /** Reads on and demands that positions follow each other while others write. */
    private static long followed(Recorder recorder, long after) {
        long last = after;
        var page = recorder.readLog(LogSelection.all().after(after));
        for (Notification notification : page.notifications()) {
            assertThat(notification.position()).isEqualTo(++last);
        }
        return last;
    }

    private static void assertWhole(Recorder recorder) {
        Map<String, Long> versions = new HashMap<>();
        Set<Long> positions = new HashSet<>();
        LogStream.of(recorder, LogSelection.all())
                .forEach(
                        each -> {
                            positions.add(each.position());
                            Origin origin = each.storedEvent().origin();
                            if (origin == null) {
                                throw new AssertionError("An event has lost its aggregate.");
                            }
                            Long before = versions.put(origin.aggregateId(), origin.version());
                            assertThat(origin.version()).isEqualTo(before == null ? 1 : before + 1);
                        });
        assertThat(positions).hasSize((int) recorder.head());
        assertThat(versions.values()).allMatch(version -> version % 3 == 0);
        versions.forEach(
                (upstream, version) -> {
                    long parked = version / 3 / 2;
                    assertThat(recorder.trackedPosition(upstream)).isEqualTo(parked);
                    assertThat(recorder.countParked(upstream)).isEqualTo(parked);
                });
    }
}
