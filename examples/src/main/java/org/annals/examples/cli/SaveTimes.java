package org.annals.examples.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long saves took. For one thread at a time. */
final class SaveTimes {
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Long> nanos = new ArrayList<>();

    /** Runs a save and notes its time. */
    void time(Runnable save) {
        long start = System.nanoTime();
        save.run();
        nanos.add(System.nanoTime() - start);
    }

    /** Returns the first time, the others' fastest and slowest, in milliseconds. */
    @Override
    public String toString() {
        List<Long> later = nanos.subList(1, nanos.size());
        return "the first %.2f ms, %d more %.2f to %.2f ms"
                .formatted(
                        millis(nanos.getFirst()),
                        later.size(),
                        millis(Collections.min(later)),
                        millis(Collections.max(later)));
    }

    private static double millis(long time) {
        return time / NANOS_PER_MILLI;
    }
}
