package org.annals.examples.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How long a selftest waits for writers and subscribers to finish. */
final class PatienceTest {
    private static final Duration SHORT = Duration.ofMillis(250);

    @Test
    void whateverGetsOnIsWaitedForLongerThanWhatDoesNot() {
        var left = new AtomicLong(10);
        var patience = new Patience(SHORT, () -> Duration.ZERO, () -> false);

        assertThat(patience.outlasts(left::decrementAndGet)).isTrue();
        assertThat(patience.outlasts(() -> 10)).isFalse();
    }

    @Test
    void aServerThatStaysAwayIsNotWaitedForForEver() {
        var patience = new Patience(SHORT, () -> Duration.ofMinutes(10), () -> false);

        assertThat(patience.outlasts(() -> 1)).isFalse();
    }
}
