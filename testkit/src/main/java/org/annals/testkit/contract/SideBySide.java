package org.annals.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Runs commands against a recorder and the oracle, each on a fresh store. Immutable. */
record SideBySide(Callable<RecorderFixture> opener) {
    /** Where the two differ. */
    record Difference(int step, Command command, Outcome found, Outcome expected) {}

    /** Returns the first difference, if there is one. */
    Optional<Difference> firstDifference(List<Command> commands) throws Exception {
        try (RecorderFixture tried = opener.call();
                RecorderFixture oracle = oracleOf(tried)) {
            for (int step = 0; step < commands.size(); step++) {
                Command command = commands.get(step);
                Outcome expected = Outcome.of(command, oracle);
                Outcome found = Outcome.of(command, tried);
                if (!expected.equals(found)) {
                    return Optional.of(new Difference(step, command, found, expected));
                }
            }
            return Optional.empty();
        }
    }

    private static RecorderFixture oracleOf(RecorderFixture tried) {
        var kind = tried.isDurable() ? ListFixture.Kind.KEPT : ListFixture.Kind.FORGOTTEN;
        return new ListFixture(kind, ListRecorder::new);
    }

    /** Returns the commands without those that the difference does not need. */
    List<Command> shrunk(List<Command> different) throws Exception {
        List<Command> needed = List.copyOf(different);
        for (int size = needed.size() / 2; size > 0; size /= 2) {
            int from = 0;
            while (from < needed.size()) {
                List<Command> fewer = new ArrayList<>(needed);
                fewer.subList(from, Math.min(from + size, fewer.size())).clear();
                if (firstDifference(fewer).isPresent()) {
                    needed = List.copyOf(fewer);
                } else {
                    from += size;
                }
            }
        }
        return needed;
    }
}
