package org.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;

final class WorkersTest {
    private static final Duration MOMENT = Duration.ofMillis(5);
    private static final Stopwatch WATCH = Stopwatch.of(MOMENT, ServerCpu.nobody());

    @Test
    void everyOperationIsCountedThoughFewerAreMeasured() throws Exception {
        var saved = new AtomicLong();
        var workers = new Workers();
        Sample sample = workers.measure(Collections.nCopies(4, saved::incrementAndGet), WATCH);
        assertThat(workers.count()).isEqualTo(saved.get());
        assertThat(sample.operations()).isBetween(1L, saved.get());
        assertThat(sample.nanos()).isGreaterThanOrEqualTo(MOMENT.toNanos());
        assertThat(sample.latencies().isEmpty()).isFalse();
    }

    @Test
    void enoughOperationsEndTheRound() throws Exception {
        var workers = new Workers();
        Stopwatch watch = Stopwatch.of(Duration.ofDays(1), ServerCpu.nobody()).atMost(1_000);
        Sample sample = workers.measure(Collections.nCopies(2, () -> {}), watch);
        assertThat(sample.operations()).isGreaterThanOrEqualTo(1_000);
        assertThat(sample.nanos()).isLessThan(Duration.ofMinutes(1).toNanos());
    }

    @Test
    void aFailingWorkerEndsTheRound() {
        var failure = new IllegalArgumentException("disk full");
        assertThatThrownBy(
                        () ->
                                new Workers()
                                        .measure(
                                                Collections.nCopies(
                                                        2,
                                                        () -> {
                                                            throw failure;
                                                        }),
                                                Stopwatch.of(
                                                        Duration.ofDays(1), ServerCpu.nobody())))
                .hasMessageContaining("A worker failed")
                .hasRootCause(failure);
    }
}
