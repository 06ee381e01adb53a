package org.annals.examples.selftest;

import java.util.Map;

/** What writers have done, counted in several ways. May be shared between threads. */
final class Deeds {
    private final Tally outcomes = new Tally();
    private final Tally lanes = new Tally();
    private final Tally ways = new Tally();

    /**
     * Counts an outcome.
     *
     * @param isRepeated whether the writer was told before that it is recorded
     */
    void count(int lane, Way way, boolean isRepeated, Outcome outcome) {
        outcomes.count(outcome);
        if (isRepeated) {
            outcomes.count(Tally.REPEATED);
        }
        if (outcome instanceof Outcome.Recorded) {
            lanes.count(Integer.toString(lane));
        }
        if (isWhatComesOf(way, outcome)) {
            ways.count(way.name());
        }
    }

    private static boolean isWhatComesOf(Way way, Outcome outcome) {
        return switch (way) {
            case PLAIN, WITH_ROWS, WITHIN -> outcome instanceof Outcome.Recorded;
            case UNDONE -> outcome instanceof Outcome.NotWritten;
            case REUSING -> outcome instanceof Outcome.Refused;
        };
    }

    /** Counts a process that was killed while it waited for what becomes of an append. */
    void killedAtWork() {
        outcomes.count(Tally.KILLED_AT_WORK);
    }

    /** Counts a process that was killed after an append was recorded and before it was told. */
    void killedInTime() {
        outcomes.count(Tally.KILLED_IN_TIME);
    }

    /** Returns how many appends were recorded, as writers were told. */
    long recorded() {
        return outcomes.of(Tally.RECORDED);
    }

    /** Returns how many were recorded by a writer. */
    long recordedBy(int lane) {
        return lanes.of(Integer.toString(lane));
    }

    /** Returns how many ended in one way as they should. */
    long in(Way way) {
        return ways.of(way.name());
    }

    long of(String outcome) {
        return outcomes.of(outcome);
    }

    /** Returns all outcomes by name. */
    Map<String, Long> outcomes() {
        return outcomes.counts();
    }
}
