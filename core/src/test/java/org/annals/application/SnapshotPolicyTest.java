package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.OptionalLong;

final class SnapshotPolicyTest {
    private static Growth growth(long before, long after, long spanSeconds, long costMillis) {
        return new Growth(
                before, after, Duration.ofSeconds(spanSeconds), Duration.ofMillis(costMillis));
    }

    private static Growth growth(long before, long after) {
        return growth(before, after, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4, -1",
        "0, 5, 5",
        "4, 5, 5",
        "5, 6, -1",
        "5, 9, -1",
        "5, 10, 10",
        "0, 13, 10",
        "9, 11, 10",
        "10, 14, -1"
    })
    void everyFifthIsTheLastMultipleThatWasPassed(long before, long after, long due) {
        OptionalLong expected = due < 0 ? OptionalLong.empty() : OptionalLong.of(due);

        assertThat(SnapshotPolicy.every(5).due(growth(before, after))).isEqualTo(expected);
    }

    @Test
    void byTimeAndByCostItIsTheVersionNow() {
        var monthly = SnapshotPolicy.after(Duration.ofDays(30));
        long month = Duration.ofDays(30).toSeconds();
        assertThat(monthly.due(growth(3, 7, month - 1, 0))).isEmpty();
        assertThat(monthly.due(growth(3, 7, month, 0))).hasValue(7);

        var slow = SnapshotPolicy.costing(Duration.ofMillis(50));
        assertThat(slow.due(growth(3, 7, 0, 49))).isEmpty();
        assertThat(slow.due(growth(3, 7, 0, 50))).hasValue(7);
    }

    @Test
    void eitherTakesTheHigherVersionAndBothTheLower() {
        // @start region="policies"
        var policy =
                SnapshotPolicy.every(100)
                        .or(SnapshotPolicy.costing(Duration.ofMillis(50)))
                        .or(SnapshotPolicy.after(Duration.ofDays(30)));
        // @end
        assertThat(policy.due(growth(0, 99))).isEmpty();
        assertThat(policy.due(growth(0, 101))).hasValue(100);
        assertThat(policy.due(growth(0, 101, 0, 50))).hasValue(101);
        assertThat(policy.due(growth(0, 7, 0, 50))).hasValue(7);

        var both = SnapshotPolicy.every(5).and(SnapshotPolicy.costing(Duration.ofMillis(50)));
        assertThat(both.due(growth(0, 7, 0, 49))).isEmpty();
        assertThat(both.due(growth(0, 4, 0, 50))).isEmpty();
        assertThat(both.due(growth(0, 7, 0, 50))).hasValue(5);
    }

    @Test
    void byNoneItNeverIs() {
        assertThat(SnapshotPolicy.never().due(growth(0, 1_000_000, 1_000_000, 1_000_000)))
                .isEmpty();
    }

    @Test
    void whatIsImpossibleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SnapshotPolicy.every(0))
                .withMessageContaining("every 0 events");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SnapshotPolicy.after(Duration.ZERO))
                .withMessageContaining("PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SnapshotPolicy.costing(Duration.ofMillis(-1)))
                .withMessageContaining("PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> growth(7, 7))
                .withMessageContaining("from version 7 to 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadPolicy.staleBy(Duration.ofSeconds(-1)))
                .withMessageContaining("PT-1S");
    }
}
