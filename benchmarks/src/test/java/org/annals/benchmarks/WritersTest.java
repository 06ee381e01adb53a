package org.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;

final class WritersTest {
    private static final Duration MOMENT = Duration.ofMillis(5);

    @Test
    void everySaveIsCountedThoughFewerAreMeasured() throws Exception {
        var saved = new AtomicLong();
        var writers = new Writers();
        Sample sample = writers.measure(Collections.nCopies(4, saved::incrementAndGet), MOMENT);
        assertThat(writers.saves()).isEqualTo(saved.get());
        assertThat(sample.operations()).isBetween(1L, saved.get());
        assertThat(sample.nanos()).isGreaterThanOrEqualTo(MOMENT.toNanos());
        assertThat(sample.latencies().isEmpty()).isFalse();
    }

    @Test
    void aFailingWriterEndsTheRound() {
        var failure = new IllegalArgumentException("disk full");
        assertThatThrownBy(
                        () ->
                                new Writers()
                                        .measure(
                                                Collections.nCopies(
                                                        2,
                                                        () -> {
                                                            throw failure;
                                                        }),
                                                Duration.ofDays(1)))
                .hasMessageContaining("A writer failed")
                .hasRootCause(failure);
    }
}
