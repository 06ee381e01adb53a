package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult.Status;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** That each defect is caught by the test that is named beside it. One that survives is a gap. */
final class MutantsTest {
    static List<Mutant> mutants() {
        return Stream.of(
                        OrderMutants.all(),
                        AppendMutants.all(),
                        RepeatMutants.all(),
                        ConditionMutants.all(),
                        QueryMutants.all(),
                        ReadingMutants.all(),
                        TrackingMutants.all(),
                        TrackingListMutants.all(),
                        LeaseMutants.all(),
                        ParkingMutants.all(),
                        TimerMutants.all(),
                        TagFillMutants.all(),
                        RowMutants.all(),
                        SnapshotMutants.all(),
                        ChainMutants.all(),
                        FidelityMutants.all(),
                        LifeMutants.all(),
                        AdoptionMutants.all(),
                        SubscriptionMutants.all(),
                        SubscriptionSelectionMutants.all(),
                        SubscriptionLifeMutants.all(),
                        PageSubscriptionMutants.all())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void theNamedTestCatchesIt(Mutant mutant) {
        Trial.Verdict verdict = Trial.of(mutant::open, mutant.contract(), mutant.test());
        assertEquals(Status.FAILED, verdict.status(), () -> "survived: " + mutant);
    }

    @Test
    void thereAreManyAndNoTwoAreTheSame() {
        List<Mutant> all = mutants();
        assertTrue(all.size() >= 40);
        assertEquals(
                all.size(), all.stream().map(Mutant::defect).collect(Collectors.toSet()).size());
    }
}
