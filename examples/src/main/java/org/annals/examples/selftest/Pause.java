package org.annals.examples.selftest;

import org.annals.recording.Signal;

/** Waiting while others are at work. Stateless. */
final class Pause {
    private static final long NANOS = 1_000_000;
    private static final Signal NEVER = new Signal();

    private Pause() {}

    /** Waits for a time, or until the thread is interrupted, which it then still is. */
    static void millis(long millis) {
        try {
            NEVER.await(NEVER.count(), millis * NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
