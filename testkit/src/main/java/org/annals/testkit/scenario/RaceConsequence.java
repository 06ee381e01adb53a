package org.annals.testkit.scenario;

import java.util.List;
import java.util.function.Predicate;

/**
 * What came of slices that decided at once, in each order in which they could come.
 *
 * <p>Expectations can be chained. One that is not met in one of the orders throws an {@link
 * AssertionError} that tells what happened in it. Immutable.
 */
public final class RaceConsequence {
    private final List<Race.Course> courses;

    RaceConsequence(List<Race.Course> courses) {
        this.courses = List.copyOf(courses);
    }

    /**
     * Expects that one was recorded, whichever came first, and all others were refused and were not
     * recorded when they decided anew.
     */
    public RaceConsequence thenOneWins() {
        for (Race.Course each : courses) {
            if (each.first() != 1 || each.recorded() != 1) {
                throw new AssertionError(
                        "Expected one to win, but %d did: %s.".formatted(each.recorded(), each));
            }
        }
        return this;
    }

    /**
     * Expects that one was recorded, whichever came first, and all others were refused and followed
     * when they decided anew.
     */
    public RaceConsequence thenOneAtATime() {
        for (Race.Course each : courses) {
            if (each.first() != 1 || each.recorded() != each.finishes().size()) {
                throw new AssertionError("Expected one at a time, but %s.".formatted(each));
            }
        }
        return this;
    }

    /** Expects that all were recorded, since none depends on what another decided. */
    public RaceConsequence thenAllWin() {
        for (Race.Course each : courses) {
            if (each.first() != each.finishes().size()
                    || each.recorded() != each.finishes().size()) {
                throw new AssertionError("Expected all to win, but %s.".formatted(each));
            }
        }
        return this;
    }

    /** Expects that those who were refused throw such an exception when they decide anew. */
    public RaceConsequence thenLosersThrow(Class<? extends RuntimeException> expected) {
        return thenLosers(
                "throw " + expected.getName(), each -> expected.isInstance(each.thrown()));
    }

    private RaceConsequence thenLosers(String what, Predicate<Race.Finish> expected) {
        for (Race.Course course : courses) {
            List<Race.Finish> losers =
                    course.finishes().stream().filter(Race.Finish::conflicted).toList();
            if (losers.isEmpty() || !losers.stream().allMatch(expected)) {
                throw new AssertionError("Expected losers to %s, but %s.".formatted(what, course));
            }
        }
        return this;
    }
}
