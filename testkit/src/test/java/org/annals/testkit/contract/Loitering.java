package org.annals.testkit.contract;

import java.util.concurrent.locks.LockSupport;

/** Gives others time to come between two steps of a mutant, so that a race is lost surely. */
final class Loitering {
    private static final long NANOS = 20_000;

    private Loitering() {}

    static void aMoment() {
        LockSupport.parkNanos(NANOS);
    }
}
