package org.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class FiguresTest {
    @Test
    void theMedianIsTheMiddleOrBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(2.5, 1, 4));
    }

    @Test
    void latenciesAreKnownToASixteenth() {
        for (long nanos = 1; nanos < 1L << 40; nanos = nanos * 3 + 1) {
            var latencies = new Latencies();
            latencies.add(nanos);
            assertThat(latencies.within(.5)).isBetween(nanos * .93, (double) nanos);
        }
    }

    @Test
    void aShareOfTheLatenciesIsWithinItsPercentile() {
        var first = new Latencies();
        var all = new Latencies();
        for (int i = 1; i <= 1_000; i++) {
            (i % 2 == 0 ? first : all).add(i * 1_000L);
        }
        all.addAll(first);
        assertThat(all.within(.5)).isCloseTo(500_000, within(32_000.));
        assertThat(all.within(.99)).isCloseTo(990_000, within(62_000.));
    }

    @Test
    void anEntryTakesAbout185Bytes() {
        assertThat(RawRow.samples())
                .allSatisfy(row -> assertThat(row.json.length).isBetween(175, 195))
                .allSatisfy(
                        row ->
                                assertThat(RawRow.decoded(row.type, row.json))
                                        .isInstanceOf(Ledger.Event.Entered.class));
    }
}
