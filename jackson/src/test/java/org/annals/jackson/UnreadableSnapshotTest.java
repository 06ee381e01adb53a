package org.annals.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.DomainEvent;
import org.annals.domain.Erasable;
import org.annals.domain.EventDetails;
import org.annals.domain.EventType;
import org.annals.domain.Origin;
import org.annals.domain.Personal;
import org.annals.domain.Snapshot;
import org.annals.domain.Subject;
import org.annals.encryption.SubjectKeys;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.Bytes;
import org.annals.persistence.EventStore;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Mapper;
import org.annals.persistence.PersonalData;
import org.annals.persistence.SnapshotStore;
import org.annals.persistence.StoredSnapshot;
import org.annals.persistence.TranscodingException;
import org.annals.persistence.UnreadableSnapshotException;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A snapshot that cannot be read says which, and why, and never what it holds. */
final class UnreadableSnapshotTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @EventType(name = "Pair")
    record Pair(@Personal Erasable<String> own, @Personal Erasable<String> other) {}

    @EventType(name = "Pair", version = 2)
    record Renamed(@Personal Erasable<String> mine, @Personal Erasable<String> theirs) {}

    @EventType(name = "Pair", version = 2)
    record Reduced(int count) {}

    @EventType(name = "Pair")
    record Other(int count) {}

    record Told(@Subject String who, @Personal Erasable<String> what) {}

    private final MemoryRecorder recorder = MemoryRecorder.open("Pairs");
    private final EventStore events =
            new EventStore(
                    new Mapper(EventTypes.of(Told.class), JsonTranscoder.create())
                            .with(PersonalData.with(SubjectKeys.inMemory())),
                    recorder);

    @AfterEach
    void close() {
        recorder.close();
    }

    private SnapshotStore store(EventTypes states) {
        return new SnapshotStore(states, events);
    }

    private Erasable<String> told(String who, String what) {
        var told = new Told(who, Erasable.of(what));
        var stored =
                events.mapper()
                        .toStored(DomainEvent.of(told, new Origin("a", 1), EventDetails.none()));
        return ((Told) events.mapper().toDomain(stored).getFirst().event()).what();
    }

    private void keep(String ownedBy, String otherOwnedBy) {
        var pair = new Pair(told(ownedBy, "CANARY 1"), told(otherOwnedBy, "CANARY 2"));
        store(EventTypes.of(Pair.class)).put(new Snapshot<>("a", 1, NOW, NOW, pair));
    }

    private static EventTypes withRenamed() {
        return EventTypes.of(Renamed.class)
                .and(
                        Upcasters.of(
                                Upcaster.of(
                                        "Pair",
                                        1,
                                        fields ->
                                                fields.rename("own", "mine")
                                                        .rename("other", "theirs"))));
    }

    private static void assertThatItIsUnreadable(
            SnapshotStore store, Class<?> state, String... why) {
        assertThatExceptionOfType(UnreadableSnapshotException.class)
                .isThrownBy(() -> store.find(state, "a", 9))
                .withMessageStartingWith("Snapshot ")
                .withMessageContaining("of 'a' at 1, version 1 of type 'Pair', cannot be read: ")
                .satisfies(
                        e -> {
                            assertThat(e.getMessage()).contains(why).doesNotContain("CANARY");
                            assertThat(e.snapshotId()).isNotNull();
                        });
    }

    @Test
    void personalDataOfSeveralIsUpcastToNothing() {
        keep("a", "b");

        assertThatItIsUnreadable(
                store(withRenamed()), Renamed.class, "of 2 subjects", "'mine'", "upcast");
    }

    @Test
    void personalDataOfOneIsUpcastAndStaysThatOnes() {
        keep("b", "b");

        Renamed read = store(withRenamed()).find(Renamed.class, "a", 9).orElseThrow().state();

        assertThat(read).isEqualTo(new Renamed(Erasable.of("CANARY 1"), Erasable.of("CANARY 2")));
        assertThat(read.mine().findSubject()).contains("b");
    }

    @Test
    void upcastersThatMakeNothingOfItMakeItUnreadable() {
        keep("a", "a");
        Upcaster toNothing = Upcaster.dropping("Pair", 1);

        assertThatItIsUnreadable(
                store(EventTypes.of(Reduced.class).and(Upcasters.of(toNothing))),
                Reduced.class,
                "make 0 states");
    }

    @Test
    void anUpcasterThatThrowsMakesItUnreadable() {
        keep("a", "a");
        Upcaster failing =
                Upcaster.of(
                        "Pair",
                        1,
                        fields -> {
                            throw new IllegalStateException("CANARY");
                        });

        assertThatItIsUnreadable(
                store(EventTypes.of(Reduced.class).and(Upcasters.of(failing))),
                Reduced.class,
                "Mend it.");
    }

    @Test
    void bytesThatAreNoStateAreUnreadable() {
        keep("a", "a");
        var store = store(EventTypes.of(Pair.class));
        StoredSnapshot good = recorder.findSnapshot("a", "Pair", 1, 9).orElseThrow();
        byte[] bytes = good.data().toArray();
        List<String> problems = new ArrayList<>();
        for (int length = 0; length < bytes.length; length++) {
            replace(good, Arrays.copyOf(bytes, length));
            assertThatExceptionOfType(UnreadableSnapshotException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> store.find(Pair.class, "a", 9))
                    .satisfies(e -> problems.add(String.valueOf(e.getMessage())));
        }

        assertThat(problems).anyMatch(problem -> problem.contains("within its times"));
        assertThat(problems).noneMatch(problem -> problem.contains("CANARY"));
    }

    private void replace(StoredSnapshot good, byte[] data) {
        recorder.pruneSnapshots("a", "Pair", 0);
        recorder.putSnapshot(
                new StoredSnapshot(
                        good.id(),
                        good.subject(),
                        good.type(),
                        good.stateVersion(),
                        good.version(),
                        Bytes.handOver(data)));
    }

    @Test
    void whatTheTranscoderRefusesIsTheCause() {
        keep("a", "a");
        assertThatExceptionOfType(UnreadableSnapshotException.class)
                .isThrownBy(() -> store(EventTypes.of(Other.class)).find(Other.class, "a", 9))
                .withCauseInstanceOf(TranscodingException.class);
    }
}
