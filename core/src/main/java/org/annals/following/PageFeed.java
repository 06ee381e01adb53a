package org.annals.following;

import org.annals.persistence.LogPage;
import org.annals.persistence.Subscription;
import org.annals.recording.Joining;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The pages of a subscription, read by a thread of its own, one ahead: while a page is processed
 * the next one is read. For one thread that takes them.
 */
final class PageFeed implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(5);
    // No log is taken away and restored within that; and where pages come faster, a look for each
    // would cost.
    private static final long WAITED = Duration.ofMillis(20).toNanos();

    private final Subscription<LogPage> pages;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private @Nullable Page ready;
    private @Nullable Throwable failure;
    private boolean hasEnded;
    private boolean isClosed;

    /** What a wait for the next page comes to. */
    sealed interface Delivery {}

    /**
     * A page.
     *
     * @param hasWaited whether it was waited for so long that the log may be another one
     */
    record Page(LogPage page, boolean hasWaited) implements Delivery {}

    /**
     * Nothing, for long: a subscription waits for a log that is away however long that takes, so
     * that whoever follows must look from time to time whether the log is there, and is what it
     * was.
     */
    record Nothing() implements Delivery {}

    /** The end of the subscription. */
    record End() implements Delivery {}

    PageFeed(String follower, Subscription<LogPage> pages) {
        this.pages = pages;
        this.thread = Thread.ofVirtual().name("annals-feed " + follower).start(this::read);
    }

    /**
     * Waits for the next page.
     *
     * @throws RuntimeException what the subscription has failed of
     */
    Delivery next() throws InterruptedException {
        long left = LONG.toNanos();
        lock.lockInterruptibly();
        try {
            while (ready == null && !hasEnded && left > 0) {
                left = changed.awaitNanos(left);
            }
            Page next = ready;
            if (next != null) {
                ready = null;
                changed.signal();
                return next;
            }
            throwFailure();
            return hasEnded ? new End() : new Nothing();
        } finally {
            lock.unlock();
        }
    }

    private void throwFailure() {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(failure);
        }
    }

    private void read() {
        @Nullable Throwable failed = null;
        try {
            Iterator<LogPage> iterator = pages.iterator();
            long begun = System.nanoTime();
            while (iterator.hasNext()) {
                boolean hasWaited = System.nanoTime() - begun > WAITED;
                if (!hand(new Page(iterator.next(), hasWaited))) {
                    return;
                }
                begun = System.nanoTime();
            }
        } catch (RuntimeException | Error e) {
            failed = e;
        } finally {
            end(failed);
        }
    }

    /** Waits until a page was taken; returns false if no more are wanted. */
    private boolean hand(Page next) {
        lock.lock();
        try {
            ready = next;
            changed.signal();
            while (ready != null && !isClosed) {
                changed.awaitUninterruptibly();
            }
            return !isClosed;
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable Throwable failed) {
        lock.lock();
        try {
            failure = failed;
            hasEnded = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Stops the subscription, and joins the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        pages.stop();
        Joining.join(thread);
    }
}
