package org.annals.examples.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.EventType;
import org.annals.domain.Snapshot;
import org.annals.examples.RecorderKind;
import org.annals.persistence.EventTypes;
import org.annals.persistence.SnapshotStore;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Instant;

/** Snapshots of a state that has another name now are found, counted and deleted under any. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class RenamedStateTest {
    @EventType(name = "Sum")
    record Sum(int sum) {}

    @EventType(name = "Total", aliases = "Sum")
    record Total(int sum) {}

    @EventType(name = "Amount", version = 2)
    record Amount(int sum) {}

    private static final Upcaster MOVED =
            Upcaster.renaming("Sum", 1, "Amount", 2, fields -> fields.put("sum", 0));

    private final Diaries diaries;

    RenamedStateTest(RecorderKind recorder, @TempDir Path folder) {
        this.diaries = new Diaries(recorder.in(folder), Diary.TYPE);
        for (int version = 1; version <= 3; version++) {
            put(store(EventTypes.of(Sum.class)), version, new Sum(version));
        }
    }

    @AfterEach
    void close() {
        diaries.close();
    }

    private SnapshotStore store(EventTypes states) {
        return new SnapshotStore(states, diaries.events());
    }

    private static void put(SnapshotStore store, int version, Object state) {
        store.put(new Snapshot<>("s", version, Instant.EPOCH, Instant.EPOCH, state));
    }

    @Test
    void thoseUnderAnAliasArePrunedWithTheOthers() {
        SnapshotStore store = store(EventTypes.of(Total.class));
        put(store, 5, new Total(5));
        assertThat(store.versions(Total.class, "s")).containsExactly(5L, 3L, 2L, 1L);

        assertThat(store.prune(Total.class, "s", 2)).isEqualTo(2);

        assertThat(store.versions(Total.class, "s")).containsExactly(5L, 3L);
        assertThat(store.find(Total.class, "s", 4).orElseThrow().state()).isEqualTo(new Total(3));
        assertThat(store.prune(Total.class, "s", 2)).isZero();
        assertThat(store.prune(Total.class, "s", 0)).isEqualTo(2);
        assertThat(diaries.events().recorder().snapshotVersions("s", "Sum")).isEmpty();
    }

    @Test
    void thoseThatAreUpcastToAnotherNameAreToo() {
        SnapshotStore store = store(EventTypes.of(Amount.class).and(Upcasters.of(MOVED)));
        put(store, 4, new Amount(4));

        assertThat(store.versions(Amount.class, "s")).containsExactly(4L, 3L, 2L, 1L);
        assertThat(store.prune(Amount.class, "s", 1)).isEqualTo(3);
        assertThat(store.versions(Amount.class, "s")).containsExactly(4L);
    }

    @Test
    void thoseOfAnotherClassStay() {
        SnapshotStore store = store(EventTypes.of(Amount.class, Sum.class).and(Upcasters.of()));
        put(store, 4, new Amount(4));

        assertThat(store.prune(Amount.class, "s", 0)).isEqualTo(1);
        assertThat(store.versions(Sum.class, "s")).containsExactly(3L, 2L, 1L);
    }

    @Test
    void lessThanNoneCannotBeKept() {
        SnapshotStore store = store(EventTypes.of(Total.class));

        assertThatIllegalArgumentException().isThrownBy(() -> store.prune(Total.class, "s", -1));
        assertThat(store.versions(Total.class, "s")).hasSize(3);
    }
}
