package org.annals.examples.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.Query;
import org.annals.testkit.witness.Rejection;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** When so little has happened that finding nothing says nothing. */
final class CoverageTest {
    private static final Outcome RECORDED = new Outcome.Recorded(new AppendReceipt(1, 1));
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<String> FAULTS = List.of("cut", "kill");

    private final Deeds deeds = new Deeds();

    private List<String> lacking(Duration took, Map<String, Long> faults, long pages) {
        return new Coverage(took, deeds, faults, FAULTS, pages, 1).lacking();
    }

    private void record(int lane, int count) {
        for (int i = 0; i < count; i++) {
            deeds.count(lane, Way.PLAIN, false, RECORDED);
        }
    }

    private void doEverything() {
        for (int lane = 0; lane < Hunt.LANES; lane++) {
            record(lane, 3_000);
        }
        deeds.count(0, Way.WITH_ROWS, true, RECORDED);
        deeds.count(0, Way.WITHIN, false, RECORDED);
        deeds.count(0, Way.UNDONE, false, new Outcome.NotWritten());
        for (Rejection rejection :
                List.of(
                        new Rejection.Version("a", 1, 2),
                        new Rejection.Condition(AppendCondition.failIfMatching(Query.all()), 1),
                        new Rejection.Behind("u", 1),
                        new Rejection.Reuse())) {
            deeds.count(0, Way.REUSING, false, new Outcome.Refused(rejection));
        }
        deeds.killedInTime();
    }

    @Test
    void anHourOfEverythingIsEnough() {
        doEverything();

        assertThat(lacking(HOUR, Map.of("cut", 9L, "kill", 1L), 400)).isEmpty();
    }

    @Test
    void aHuntOfSecondsNeedsLess() {
        for (int lane = 0; lane < Hunt.LANES; lane++) {
            record(lane, 10);
        }

        assertThat(lacking(Duration.ofSeconds(10), Map.of("cut", 1L), 2)).isEmpty();
    }

    @Test
    void doingNothingIsTooLittleInEveryRespect() {
        assertThat(lacking(HOUR, Map.of("cut in vain", 9L), 0))
                .anyMatch(each -> each.contains("appends recorded: 0 of at least 7,200"))
                .anyMatch(each -> each.contains("recorded by writer 3: 0 of at least 180"))
                .anyMatch(each -> each.contains("refused by a condition"))
                .anyMatch(each -> each.contains("the way UNDONE"))
                .anyMatch(each -> each.contains("pages read"))
                .anyMatch(each -> each.contains("faults 'cut'"))
                .anyMatch(each -> each.contains("before it was told"));
    }

    @Test
    void faultsInVainAreNoFaults() {
        doEverything();

        assertThat(lacking(HOUR, Map.of("cut", 9L, "kill in vain", 9L), 400))
                .containsExactly("Too little happened: faults 'kill': 0 of at least 1.");
    }

    @Test
    void oneKillInFiveComesBetweenCommitAndReceipt() {
        doEverything();
        for (int i = 0; i < 10; i++) {
            deeds.killedAtWork();
        }

        assertThat(lacking(HOUR, Map.of("cut", 9L, "kill", 9L), 400))
                .singleElement(STRING)
                .endsWith("before it was told: 1 of at least 2.");
    }

    @Test
    void whatAnHourNeedsIsMoreThanWhatAMinuteDoes() {
        record(0, 130);
        record(1, 130);
        record(2, 130);
        record(3, 130);

        assertThat(lacking(HOUR, Map.of("cut", 9L, "kill", 9L), 400))
                .anyMatch(each -> each.contains("appends recorded: 520 of at least 7,200"));
    }
}
