package org.annals.testkit.scenario;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is advanced by hand. May be shared between threads. */
public final class SteppingClock implements InstantSource {
    private final Object lock = new Object();
    private Instant now;

    /** Makes a clock that stands at an instant. */
    public SteppingClock(Instant start) {
        this.now = requireNonNull(start, "start");
    }

    @Override
    public Instant instant() {
        synchronized (lock) {
            return now;
        }
    }

    /** Moves the clock, backwards if the step is negative, and returns the new instant. */
    public Instant advance(Duration step) {
        synchronized (lock) {
            now = now.plus(step);
            return now;
        }
    }

    /** Returns where the clock stands. */
    @Override
    public String toString() {
        return "SteppingClock[" + instant() + "]";
    }
}
