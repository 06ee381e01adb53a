package org.annals.recording;

import java.time.Duration;

/** Waits for threads to end. */
final class Joining {
    private Joining() {}

    /** Waits until a thread has ended or the time is over, and returns whether it has. */
    static boolean joinWithin(Thread thread, Duration longest) {
        try {
            return thread.join(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Waits until a thread has ended or the time is over; an interrupt is kept for whoever looks
     * later.
     */
    static void joinAtMost(Thread thread, Duration longest) {
        boolean interrupted = false;
        long begun = System.nanoTime();
        Duration left = longest;
        while (thread.isAlive() && left.isPositive()) {
            try {
                thread.join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = longest.minusNanos(System.nanoTime() - begun);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a thread has ended; an interrupt is kept for whoever looks later. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
