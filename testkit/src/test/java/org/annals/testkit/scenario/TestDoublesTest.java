package org.annals.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

final class TestDoublesTest {
    @Test
    void idsCountFromOne() {
        var ids = new SequentialIds();

        assertThat(ids.next()).isEqualTo(new UUID(0, 1));
        assertThat(ids.next()).hasToString("00000000-0000-0000-0000-000000000002");
        assertThat(SequentialIds.after(9).next()).isEqualTo(new UUID(0, 10));
    }

    @Test
    void noIdIsReturnedTwiceToAnyThread() {
        var ids = new SequentialIds();
        Set<UUID> seen = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 10_000).parallel().forEach(i -> seen.add(ids.next()));

        assertThat(seen).hasSize(10_000);
    }

    @Test
    void aSteppingClockStandsStillUntilItIsAdvanced() {
        var clock = new SteppingClock(Instant.EPOCH);

        assertThat(clock.instant()).isEqualTo(clock.instant());
        assertThat(clock.advance(Duration.ofSeconds(5))).isEqualTo(Instant.ofEpochSecond(5));
        assertThat(clock.advance(Duration.ofSeconds(-7))).isEqualTo(clock.instant());
        assertThat(clock).hasToString("SteppingClock[1969-12-31T23:59:58Z]");
    }

    @Test
    void idsCannotBeginBelowZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> SequentialIds.after(-1));
    }
}
