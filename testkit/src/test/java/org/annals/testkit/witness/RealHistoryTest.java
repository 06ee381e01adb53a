package org.annals.testkit.witness;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventTag;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.Recorder;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.testkit.contract.SampleEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What four threads do with a recorder is accepted, and no more so when the log is tampered with.
 */
final class RealHistoryTest {
    private static final int THREADS = 4;
    private static final int APPENDS = 100;
    private static final int ROUNDS = 20;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final SampleEvents events = new SampleEvents();
    private final List<Told> told = new ArrayList<>();

    /** Something that a witness is told of the append with a number. */
    @FunctionalInterface
    private interface Told {
        void tell(Witness witness, Map<Integer, Append> appends);
    }

    @Test
    void itIsAcceptedAsItIs() throws Exception {
        List<Notification> log = log();

        assertThat(judged(log)).as("seed %d", seed).isEmpty();
        assertThat(told.stream().filter(each -> each instanceof Refused))
                .as("rivals get in each other's way")
                .hasSizeGreaterThan(THREADS);
    }

    @ParameterizedTest
    @EnumSource
    void itIsNotAcceptedIfTheLogIsTamperedWith(Tampering tampering) throws Exception {
        List<Notification> log = log();
        for (int round = 0; round < ROUNDS; round++) {
            List<Notification> tampered = tampering.with(log, random);

            assertThat(judged(tampered)).as("seed %d, round %d", seed, round).isNotEmpty();
        }
    }

    /** What somebody did to the log behind the recorder's back. */
    enum Tampering {
        REMOVE_ONE {
            @Override
            void tamper(List<StoredEvent> log, int place, Random random) {
                log.remove(place);
            }
        },
        REPEAT_ONE {
            @Override
            void tamper(List<StoredEvent> log, int place, Random random) {
                log.add(log.get(place));
            }
        },
        SWAP_NEIGHBOURS {
            @Override
            void tamper(List<StoredEvent> log, int place, Random random) {
                Collections.swap(log, place, place + 1);
            }
        },
        MOVE_ONE_TO_THE_END {
            @Override
            void tamper(List<StoredEvent> log, int place, Random random) {
                log.add(log.remove(place));
            }
        },
        CUT_THE_END {
            @Override
            void tamper(List<StoredEvent> log, int place, Random random) {
                log.subList(place, log.size()).clear();
            }
        },
        CHANGE_DATA {
            @Override
            void tamper(List<StoredEvent> log, int place, Random random) {
                StoredEvent event = log.get(place);
                log.set(
                        place,
                        new StoredEvent(
                                event.id(),
                                event.origin(),
                                event.type(),
                                event.typeVersion(),
                                event.tags(),
                                event.timestamp(),
                                event.metadata(),
                                Bytes.copyOf(new byte[] {(byte) random.nextInt()})));
            }
        };

        abstract void tamper(List<StoredEvent> log, int place, Random random);

        List<Notification> with(List<Notification> log, Random random) {
            List<StoredEvent> events =
                    new ArrayList<>(log.stream().map(Notification::storedEvent).toList());
            tamper(events, random.nextInt(events.size() - 1), random);
            List<Notification> tampered = new ArrayList<>();
            events.forEach(event -> tampered.add(new Notification(tampered.size() + 1L, event)));
            return tampered;
        }
    }

    private List<Violation> judged(List<Notification> log) {
        var witness = new Witness((first, last) -> log.subList((int) first - 1, (int) last));
        Map<Integer, Append> appends = new HashMap<>();
        told.forEach(each -> each.tell(witness, appends));
        log.forEach(witness::see);
        return witness.finish();
    }

    private List<Notification> log() throws Exception {
        try (var recorder = MemoryRecorder.open("Real");
                var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Void>> lanes = new ArrayList<>();
            var barrier = new CyclicBarrier(THREADS);
            for (int lane = 0; lane < THREADS; lane++) {
                var own = new Random(random.nextLong());
                lanes.add(
                        () -> {
                            for (int i = 0; i < APPENDS; i++) {
                                AppendRequest request = request(recorder, own);
                                // All have read before anyone appends.
                                barrier.await(1, TimeUnit.MINUTES);
                                append(recorder, request);
                            }
                            return null;
                        });
            }
            for (Future<Void> each : threads.invokeAll(lanes)) {
                each.get();
            }
            return recorder.readLog(LogSelection.all().limit(Integer.MAX_VALUE)).notifications();
        }
    }

    private AppendRequest request(Recorder recorder, Random own) {
        long head = recorder.head();
        String seat = "seat:" + own.nextInt(3);
        long version = recorder.readAggregate(AggregateSelection.of("a")).count();
        return switch (own.nextInt(4)) {
            case 0 -> AppendRequest.of(List.of(events.fact("A"), events.fact("B", seat)));
            case 1 -> AppendRequest.of(events.changes("a", version + 1, version + 2));
            case 2 ->
                    AppendRequest.of(List.of(events.fact("B", seat)))
                            .onCondition(
                                    AppendCondition.failIfMatching(
                                                    Query.ofTags(EventTag.parse(seat)))
                                            .after(head));
            default ->
                    AppendRequest.of(List.of(events.fact("A")))
                            .withTracking(Tracking.of("up", recorder.trackedPosition("up") + 1));
        };
    }

    private void append(Recorder recorder, AppendRequest request) {
        int number;
        synchronized (told) {
            number = told.size();
            told.add(new Asked(number, request));
        }
        Told outcome;
        try {
            outcome = new Recorded(number, recorder.append(request));
        } catch (RuntimeException e) {
            outcome = new Refused(number, Rejection.of(e).orElseThrow(() -> e));
        }
        synchronized (told) {
            told.add(outcome);
        }
    }

    private record Asked(int number, AppendRequest request) implements Told {
        @Override
        public void tell(Witness witness, Map<Integer, Append> appends) {
            appends.put(number, witness.ask("append " + number, request));
        }
    }

    private record Recorded(int number, AppendReceipt receipt) implements Told {
        @Override
        public void tell(Witness witness, Map<Integer, Append> appends) {
            witness.recorded(requireNonNull(appends.get(number)), receipt);
        }
    }

    private record Refused(int number, Rejection rejection) implements Told {
        @Override
        public void tell(Witness witness, Map<Integer, Append> appends) {
            witness.refused(requireNonNull(appends.get(number)), rejection);
        }
    }
}
