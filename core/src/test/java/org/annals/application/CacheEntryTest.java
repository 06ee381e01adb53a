package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.Evolution;
import org.annals.domain.Evolved;
import org.annals.domain.Snapshot;
import org.junit.jupiter.api.Test;

import java.time.Instant;

/** That of reads which overtake each other the newest counts. */
final class CacheEntryTest {
    private static final Evolution<Integer, Tally.Event> COUNT =
            Evolution.of(0, (count, event) -> count + 1);

    private final CacheEntry<Evolved<Integer, Tally.Event>> entry = new CacheEntry<>();

    private static Kept<Evolved<Integer, Tally.Event>> read(long version) {
        return new Kept.Value<>(
                new EvolutionFolding<>(COUNT, Integer.class),
                Evolved.restored(
                        new Snapshot<>("t", version, Instant.EPOCH, Instant.EPOCH, (int) version),
                        COUNT));
    }

    private void assertHas(long version, long currentAt) {
        assertThat(entry.view())
                .isNotNull()
                .satisfies(
                        view -> {
                            assertThat(view.kept().version()).isEqualTo(version);
                            assertThat(view.currentAt()).isEqualTo(currentAt);
                        });
    }

    @Test
    void whatWasReadLaterIsKept() {
        entry.keep(read(1), -10);
        assertHas(1, -10);

        entry.keep(read(3), 20);
        assertHas(3, 20);
    }

    @Test
    void aReadThatFoundNothingNewSaysThatWhatIsKeptIsCurrent() {
        entry.keep(read(3), 10);
        entry.keep(read(3), 20);

        assertHas(3, 20);
    }

    @Test
    void aSlowReadReplacesNothingThatIsNewer() {
        entry.keep(read(3), 20);
        entry.keep(read(2), 10);

        assertHas(3, 20);
    }

    // Each has seen something that the other did not say.
    @Test
    void aReadThatBeganEarlierAndSawMoreDoesNotMakeItOlder() {
        entry.keep(read(2), 20);
        entry.keep(read(3), 10);

        assertHas(3, 20);
    }

    @Test
    void whatIsKeptIsBehindUntilItHasWhatWasRecorded() {
        entry.recorded(2);
        entry.recorded(1);
        entry.keep(read(1), 10);
        assertThat(entry.view()).isNotNull().matches(CacheEntry.View::isBehind);

        entry.keep(read(2), 20);
        assertThat(entry.view()).isNotNull().matches(view -> !view.isBehind());
    }
}
