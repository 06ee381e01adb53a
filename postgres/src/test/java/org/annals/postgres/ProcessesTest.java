package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.Recorder;
import org.annals.persistence.Tracking;
import org.annals.recording.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Writers in two processes and a follower in a third, each killed and started again at random. */
@Timeout(300)
final class ProcessesTest {
    private static final int KILLS = Integer.getInteger("annals.kills", 9);
    private static final int WRITERS = 2;

    private final Map<UUID, Long> acknowledged = new HashMap<>();
    private final List<Long> seen = new ArrayList<>();
    private final List<UUID> seenIds = new ArrayList<>();
    private int generation;

    /** A process, and what it prints until it ends. */
    private record Running(ChildJvm child, Background<List<String>> output) {
        static Running of(ChildJvm child) {
            return new Running(child, Background.start(child::rest));
        }

        List<String> kill() throws Exception {
            child.kill();
            return output.result();
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAndWhatIsThereIsSeenOnceInOrder() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var pause = new Signal();
        try (var database = TestDatabase.create();
                var recorder = Postgres.open(database.dataSource(), "School")) {
            List<Running> running = new ArrayList<>();
            try {
                for (int i = 0; i <= WRITERS; i++) {
                    running.add(started(i, database));
                }
                for (int kill = 0; kill < KILLS; kill++) {
                    int victim = kill % (WRITERS + 1);
                    long head = recorder.head();
                    Background.await("somebody appends", () -> recorder.head() > head + 30);
                    pause.await(pause.count(), Duration.ofMillis(random.nextInt(300)).toNanos());
                    note(victim, running.get(victim).kill());
                    running.set(victim, started(victim, database));
                }
                for (int i = 0; i < WRITERS; i++) {
                    note(i, running.get(i).kill());
                }
                recorder.append(List.of(Samples.fact(FollowingProcess.LAST)));
                note(WRITERS, running.get(WRITERS).output().result());
            } finally {
                running.forEach(each -> each.child().close());
            }
            Witness witness = Witness.of(recorder);
            assertThat(acknowledged).as("seed %d", seed).isNotEmpty();
            acknowledged.forEach(
                    (id, position) ->
                            assertThat(witness.ids().get(position.intValue() - 1))
                                    .as("seed %d", seed)
                                    .isEqualTo(id));
            // All of a save or nothing; and then the last one.
            assertThat(witness.ids().size() % 3).as("seed %d", seed).isOne();
            assertThat(seenIds).as("seed %d", seed).isEqualTo(witness.ids());
            assertParkedAsTracked(recorder, seed);
        }
    }

    private static void assertParkedAsTracked(Recorder recorder, long seed) {
        var trackings = recorder.readTrackings().trackings();
        assertThat(trackings).as("seed %d", seed).isNotEmpty();
        for (Tracking tracking : trackings) {
            String upstream = tracking.upstream();
            long threes = recorder.readAggregate(AggregateSelection.of(upstream)).count() / 3;
            assertThat(tracking.position()).as("seed %d", seed).isEqualTo(threes / 2);
            assertThat(recorder.countParked(upstream))
                    .as("seed %d", seed)
                    .isEqualTo(tracking.position());
        }
    }

    private Running started(int number, TestDatabase database) throws Exception {
        return Running.of(
                number == WRITERS
                        ? ChildJvm.start(
                                FollowingProcess.class,
                                database.url(),
                                Long.toString(seen.isEmpty() ? 0 : seen.getLast()))
                        : ChildJvm.start(
                                AppendingProcess.class,
                                database.url(),
                                "aggregate-%d-%d".formatted(number, ++generation),
                                "1000000"));
    }

    private void note(int number, List<String> lines) {
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            // The last line may have been cut off by the kill.
            if (words.length == 2 && words[1].length() == 36) {
                note(number, Long.parseLong(words[0]), UUID.fromString(words[1]));
            }
        }
    }

    private void note(int number, long position, UUID id) {
        if (number < WRITERS) {
            acknowledged.put(id, position);
        } else {
            assertThat(position).isEqualTo(seen.isEmpty() ? 1 : seen.getLast() + 1);
            seen.add(position);
            seenIds.add(id);
        }
    }
}
