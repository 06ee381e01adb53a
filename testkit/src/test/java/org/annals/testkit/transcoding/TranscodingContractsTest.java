package org.annals.testkit.transcoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.TreeTranscoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult.Status;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** That the contracts of transcoders find what is wrong, and run whole. */
final class TranscodingContractsTest {
    static List<Class<? extends TranscodingContract>> contracts() {
        return TrialOfTranscoders.contracts();
    }

    static List<TranscoderMutant> mutants() {
        return TranscoderMutants.all();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aTranscoderThatDoesNothingFailsEveryTest(Class<? extends TranscodingContract> contract) {
        assertAllFail(IdleTranscoder::new, contract);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aTranscoderThatRefusesEverythingFailsEveryTest(
            Class<? extends TranscodingContract> contract) {
        assertAllFail(RefusingTranscoder::new, contract);
    }

    private static void assertAllFail(
            Supplier<TreeTranscoder> defendant, Class<? extends TranscodingContract> contract) {
        Map<String, Status> verdicts = TrialOfTranscoders.of(defendant, contract);
        assertEquals(testsOf(contract), verdicts.keySet());
        verdicts.forEach((test, verdict) -> assertEquals(Status.FAILED, verdict, test));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void noTestIsSkippedOrGivenUp(Class<? extends TranscodingContract> contract) {
        Map<String, Status> verdicts = TrialOfTranscoders.of(JsonTranscoder::create, contract);
        assertEquals(testsOf(contract), verdicts.keySet());
        verdicts.forEach((test, verdict) -> assertEquals(Status.SUCCESSFUL, verdict, test));
    }

    private static Set<String> testsOf(Class<?> contract) {
        Set<String> tests =
                Arrays.stream(contract.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .map(Method::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(tests.isEmpty());
        return tests;
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void theNamedTestCatchesIt(TranscoderMutant mutant) {
        assertEquals(
                Status.FAILED,
                TrialOfTranscoders.of(mutant.maker(), mutant.contract(), mutant.test()),
                () -> "survived: " + mutant);
    }

    @Test
    void noTwoMutantsAreTheSameAndEveryTestCatchesOne() {
        Set<String> defects =
                mutants().stream().map(TranscoderMutant::defect).collect(Collectors.toSet());
        assertEquals(mutants().size(), defects.size());
        Set<String> caught =
                mutants().stream()
                        .map(TranscoderMutant::test)
                        .collect(Collectors.toCollection(TreeSet::new));
        contracts()
                .forEach(
                        each ->
                                assertTrue(
                                        caught.containsAll(testsOf(each)),
                                        () -> each + " by " + caught));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void contractsAreFlatAndTheirTestsCannotBeReplaced(
            Class<? extends TranscodingContract> contract) {
        assertEquals(0, contract.getDeclaredClasses().length, contract.getName());
        assertTrue(Modifier.isAbstract(contract.getModifiers()), contract.getName());
        for (Method method : contract.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                assertEquals(0, method.getModifiers(), method::toString);
            }
        }
    }
}
