package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult.Status;

import java.util.List;
import java.util.Map;

/** That no test of any contract is content with a recorder that does nothing. */
final class NoopRecorderTest {
    static List<Class<? extends RecorderContract>> contracts() {
        return OnTrial.contracts();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aRecorderThatDoesNothingFailsEveryTest(Class<? extends RecorderContract> contract) {
        assertAllFail(new NoopFixture(false, false, false), contract);
        assertAllFail(new NoopFixture(true, true, true), contract);
    }

    private static void assertAllFail(
            NoopFixture fixture, Class<? extends RecorderContract> contract) {
        Map<String, Trial.Verdict> verdicts = Trial.of(() -> fixture, contract);
        assertFalse(verdicts.isEmpty());
        assertEquals(
                List.of(),
                verdicts.entrySet().stream()
                        .filter(verdict -> verdict.getValue().status() != Status.FAILED)
                        .map(Map.Entry::getKey)
                        .toList(),
                () -> "tests that are content with " + fixture);
    }
}
