package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.annals.persistence.LogSelection;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * That random commands have the outcome that a plain list gives them. Everything comes from a seed;
 * a failure names it, and the few commands that are enough to fail.
 */
public abstract class RandomizedContract extends RecorderContract {
    private static final int STEPS = 50;

    /** For tenants. */
    protected RandomizedContract() {}

    /** Returns how many sequences of fifty commands are tried. */
    protected int sequenceCount() {
        return 200;
    }

    /** Returns the seed of the first sequence; each further one has the next number. */
    protected long firstSeed() {
        return Long.getLong("annals.seed", 1);
    }

    @Test
    void everyOutcomeIsThatOfThePlainList() throws Exception {
        for (long seed = firstSeed(); seed < firstSeed() + sequenceCount(); seed++) {
            assertNoDifference(seed, new CommandSource(seed).next(STEPS));
        }
    }

    @Test
    void everyOutcomeIsThatOfThePlainListInOneLongRun() throws Exception {
        long seed = firstSeed();
        List<Command> commands = new ArrayList<>(new CommandSource(seed).next(20 * STEPS));
        commands.removeIf(command -> command instanceof Command.Reopen);
        commands.add(new Command.ReadPages(LogSelection.all()));
        assertNoDifference(seed, commands);
    }

    private void assertNoDifference(long seed, List<Command> commands) throws Exception {
        var sideBySide = new SideBySide(this::openFixture);
        if (sideBySide.firstDifference(commands).isPresent()) {
            List<Command> shrunk = sideBySide.shrunk(commands);
            Optional<SideBySide.Difference> difference = sideBySide.firstDifference(shrunk);
            assertEquals(Optional.empty(), difference, () -> described(seed, shrunk));
        }
    }

    private static String described(long seed, List<Command> commands) {
        return commands.stream()
                .map(Command::toString)
                .collect(
                        Collectors.joining(
                                "\n  ",
                                "Seed " + seed + ", commands:\n  ",
                                "\nFirst difference: "));
    }
}
