package org.annals.testkit.contract;

import static org.annals.testkit.contract.ListFixture.Kind.FORGOTTEN;
import static org.annals.testkit.contract.ListFixture.Kind.KEPT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult.Status;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** That recorders which differ only in what no contract speaks of pass them all. */
final class InnocentsTest {
    static List<Class<? extends RecorderContract>> contracts() {
        return OnTrial.contracts();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theOraclePasses(Class<? extends RecorderContract> contract) {
        assertPasses(contract, FORGOTTEN, ListRecorder::new);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theOraclePassesWhereItIsKept(Class<? extends RecorderContract> contract) {
        assertPasses(contract, KEPT, ListRecorder::new);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void oneCallAtATimePasses(Class<? extends RecorderContract> contract) {
        assertPasses(
                contract,
                KEPT,
                (store, limits) -> new OneAtATimeRecorder(new ListRecorder(store, limits)));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void reconnectingBeforeEveryCallPasses(Class<? extends RecorderContract> contract) {
        assertPasses(contract, KEPT, ReconnectingRecorder::new);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void slownessPasses(Class<? extends RecorderContract> contract) {
        assertPasses(contract, KEPT, SlowRecorder::new);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void repeatingEveryRequestPasses(Class<? extends RecorderContract> contract) {
        assertPasses(contract, KEPT, RepeatingRecorder::new);
    }

    private static void assertPasses(
            Class<? extends RecorderContract> contract,
            ListFixture.Kind kind,
            ListFixture.Opener opener) {
        Map<String, Trial.Verdict> verdicts =
                Trial.of(() -> new ListFixture(kind, opener), contract);
        assertFalse(verdicts.isEmpty());
        assertEquals(
                Map.of(),
                verdicts.entrySet().stream()
                        .filter(verdict -> verdict.getValue().status() != Status.SUCCESSFUL)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
