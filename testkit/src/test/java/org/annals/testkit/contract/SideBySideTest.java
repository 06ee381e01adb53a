package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult.Status;

import java.util.List;
import java.util.Optional;

/** That random commands find defects, and that few of them are left to look at. */
final class SideBySideTest {
    private static final String RANDOMIZED = "everyOutcomeIsThatOfThePlainList";

    /** Defects that need neither many threads, nor closing, nor texts of a kind that is rare. */
    static List<Mutant> mutants() {
        return MutantsTest.mutants().stream()
                .filter(
                        mutant ->
                                List.of(
                                                RepeatContract.class,
                                                QueryContract.class,
                                                PageContract.class)
                                        .contains(mutant.contract()))
                .filter(mutant -> !mutant.defect().contains("bytes"))
                .filter(mutant -> !mutant.defect().contains("large"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void randomCommandsFindTheDefectToo(Mutant mutant) {
        Trial.Verdict verdict = Trial.of(mutant::open, RandomizedContract.class, RANDOMIZED);
        assertEquals(Status.FAILED, verdict.status());
        assertTrue(verdict.reason().contains("Seed "), verdict::reason);
    }

    @Test
    void aDifferenceIsShrunkToTheCommandsThatItNeeds() throws Exception {
        var mutant = ConditionMutants.all().getFirst();
        var sideBySide = new SideBySide(mutant::open);
        long seed = 1;
        List<Command> commands = new CommandSource(seed).next(50);
        while (sideBySide.firstDifference(commands).isEmpty()) {
            commands = new CommandSource(++seed).next(50);
        }
        List<Command> shrunk = sideBySide.shrunk(commands);
        assertEquals(2, shrunk.size(), shrunk::toString);
        assertNotEquals(Optional.empty(), sideBySide.firstDifference(shrunk));
    }

    @Test
    void oneSeedGivesTheSameCommandsAlways() {
        assertEquals(new CommandSource(7).next(200), new CommandSource(7).next(200));
        assertNotEquals(new CommandSource(7).next(200), new CommandSource(8).next(200));
    }
}
