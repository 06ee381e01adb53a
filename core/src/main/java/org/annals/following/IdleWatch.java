package org.annals.following;

import org.annals.persistence.LogPage;
import org.annals.persistence.Subscription;
import org.annals.recording.Joining;
import org.annals.recording.Signal;

import java.time.Duration;
import java.util.Iterator;

/**
 * Ends a subscription that has waited for long, so that its follower looks whether the log is
 * there, and is what it was, and subscribes again: a subscription waits for a log that is away,
 * however long that takes. Iterated by one thread, beside one of its own.
 */
final class IdleWatch implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(5);
    // No log is taken away and restored within that; and where pages come faster, a look for each
    // would cost.
    private static final long WAITED = Duration.ofMillis(20).toNanos();

    private final Subscription<LogPage> pages;
    private final Signal closing = new Signal();
    private final Thread thread;
    private volatile boolean isWaiting;
    private volatile boolean isClosed;
    private volatile long since = System.nanoTime();
    private boolean hasWaited;

    IdleWatch(String follower, Subscription<LogPage> pages) {
        this.pages = pages;
        this.thread = Thread.ofVirtual().name("annals-idle " + follower).start(this::watch);
    }

    /** Returns whether there is another page, as the iterator does. */
    boolean hasNext(Iterator<LogPage> iterator) {
        long begun = System.nanoTime();
        since = begun;
        isWaiting = true;
        try {
            return iterator.hasNext();
        } finally {
            isWaiting = false;
            hasWaited = System.nanoTime() - begun > WAITED;
        }
    }

    /** Returns whether the page was waited for so long that the log may be another one. */
    boolean hasWaited() {
        return hasWaited;
    }

    private void watch() {
        long left = LONG.toNanos();
        try {
            while (!isClosed) {
                closing.await(0, left);
                left = LONG.toNanos() - (System.nanoTime() - since);
                if (left <= 0 && isWaiting) {
                    pages.stop();
                    return;
                }
                left = left <= 0 ? LONG.toNanos() : left;
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it.
            return;
        }
    }

    @Override
    public void close() {
        isClosed = true;
        closing.raise();
        Joining.join(thread);
    }
}
