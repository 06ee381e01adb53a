package org.annals.benchmarks;

import java.util.Arrays;

/** The middle of some figures, and how far they lie apart. Immutable. */
record Spread(double median, double min, double max) {
    /**
     * Returns the spread of some figures.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Spread of(double... figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("No figures have no median. Give one at least.");
        }
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
