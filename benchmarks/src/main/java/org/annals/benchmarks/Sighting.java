package org.annals.benchmarks;

/**
 * That an event was processed. Immutable.
 *
 * @param position of the event
 * @param nanos when, by the clock of this process
 */
record Sighting(long position, long nanos) {
    static Sighting now(long position) {
        return new Sighting(position, System.nanoTime());
    }
}
