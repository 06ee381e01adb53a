package org.annals.recording;

import java.time.Duration;

/** Waits for threads to end. Stateless. */
public final class Joining {
    private Joining() {}

    /**
     * Waits as {@link #joinAtMost} does, and returns whether the thread has ended: an interrupt
     * does not make it look as if it had taken too long.
     */
    public static boolean joinWithin(Thread thread, Duration longest) {
        joinAtMost(thread, longest);
        return !thread.isAlive();
    }

    /**
     * Waits until a thread has ended or the time is over; an interrupt is kept for whoever looks
     * later.
     */
    public static void joinAtMost(Thread thread, Duration longest) {
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
    public static void join(Thread thread) {
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
