package org.annals.examples.selftest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What has happened in a hunt, and whether it is enough that finding nothing says something.
 * Immutable.
 *
 * @param took how long the hunt was
 * @param faults counted by name
 * @param names of the faults that there are
 * @param pages how many were read
 * @param deliveries to the subscriber who was given the fewest events
 */
record Coverage(
        Duration took,
        Deeds deeds,
        Map<String, Long> faults,
        List<String> names,
        long pages,
        long deliveries) {
    private static final long FEWEST = 40;
    private static final long FEWEST_PER_SECOND = 2;
    private static final long SHARES = 10;
    private static final long SECONDS_PER_PAGE = 10;
    // What is rare need not happen in less.
    private static final Duration SOME_TIME = Duration.ofMinutes(1);
    private static final Duration A_WHILE = Duration.ofMinutes(2);
    // One kill in so many has to come between a commit and its receipt, in the long run.
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final long KILLS = 5;

    Coverage {
        faults = Map.copyOf(faults);
        names = List.copyOf(names);
    }

    /** Returns what was too little, in sentences. */
    List<String> lacking() {
        List<String> lacking = new ArrayList<>();
        atLeast(1, took.toSeconds(), "seconds", lacking);
        long fewest = Math.max(FEWEST, FEWEST_PER_SECOND * took.toSeconds());
        atLeast(fewest, deeds.recorded(), "appends recorded", lacking);
        for (int lane = 0; lane < Hunt.LANES; lane++) {
            String what = "appends recorded by writer %d".formatted(lane);
            atLeast(fewest / SHARES / Hunt.LANES, deeds.recordedBy(lane), what, lacking);
        }
        atLeast(1, names.stream().filter(this::hasStruck).count(), "kinds of faults", lacking);
        atLeast(1 + took.toSeconds() / SECONDS_PER_PAGE, pages, "pages read", lacking);
        if (took.compareTo(SOME_TIME) >= 0) {
            addRare(lacking);
        }
        if (took.compareTo(A_WHILE) >= 0) {
            names.forEach(
                    name ->
                            atLeast(
                                    1,
                                    faults.getOrDefault(name, 0L),
                                    "faults '%s'".formatted(name),
                                    lacking));
            atLeast(1, deeds.of(Tally.KILLED_IN_TIME), Tally.KILLED_IN_TIME, lacking);
        }
        if (took.compareTo(LONG) >= 0) {
            long kills = deeds.of(Tally.KILLED_AT_WORK);
            atLeast(kills / KILLS, deeds.of(Tally.KILLED_IN_TIME), Tally.KILLED_IN_TIME, lacking);
        }
        return lacking;
    }

    private void addRare(List<String> lacking) {
        for (String refusal :
                List.of(
                        Tally.BY_A_VERSION,
                        Tally.BY_A_CONDITION,
                        Tally.BY_A_TRACKING,
                        Tally.BY_AN_EVENT_ID)) {
            atLeast(1, deeds.of(refusal), "appends " + refusal, lacking);
        }
        for (Way way : Way.values()) {
            atLeast(1, deeds.in(way), "appends of the way " + way, lacking);
        }
        atLeast(1, deeds.of(Tally.REPEATED), Tally.REPEATED, lacking);
        atLeast(1, deliveries, "deliveries to each subscriber", lacking);
    }

    private boolean hasStruck(String fault) {
        return faults.getOrDefault(fault, 0L) > 0;
    }

    private static void atLeast(long due, long count, String what, List<String> lacking) {
        if (count < due) {
            lacking.add(
                    "Too little happened: %s: %,d of at least %,d.".formatted(what, count, due));
        }
    }
}
