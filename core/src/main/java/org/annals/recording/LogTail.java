package org.annals.recording;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Subscription;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The end of a log, read once for all subscriptions of a recorder.
 *
 * <p>A subscription that is behind reads pages of its own, filtered by the database. One that has
 * come to the head waits here. A named thread, started by the first that waits, reads what is new
 * after a wake-up, and at the latest when the poll interval is over; it keeps the last events, from
 * which everyone who waits takes what it has not seen. Nobody waiting, nothing is read. A
 * subscription that is too slow for what is kept reads pages of its own again. May be shared
 * between threads.
 */
public final class LogTail implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PAGE = LogSelection.DEFAULT_LIMIT;

    private final String owner;
    private final PageReader reader;
    private final Probe probe;
    private final Duration pollInterval;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Condition pausing = lock.newCondition();
    private final LastEvents last = new LastEvents();
    private final Set<PageSubscription> waiting = new HashSet<>();
    private @Nullable Thread thread;
    private boolean woken;
    private long failures;
    private volatile boolean closed;

    /** Reads a page of the log. */
    @FunctionalInterface
    public interface PageReader {
        /**
         * Reads a page.
         *
         * @throws RecorderUnavailableException if that is worth trying again
         */
        LogPage read(LogSelection selection);
    }

    /**
     * Finds out, for less than a read costs, whether another process may have appended. For one
     * thread.
     */
    @FunctionalInterface
    public interface Probe {
        /** Returns whether it may. A wrong answer costs time and nothing else. */
        boolean mayHaveGrown();

        /**
         * Returns the longest time to pass between two looks while someone waits, if that is
         * shorter than the poll interval. Less and less often is right where a look costs anything.
         */
        default Duration longestPause() {
            return ChronoUnit.FOREVER.getDuration();
        }

        /** Frees what it holds; called once by the thread that has asked, after the last time. */
        default void close() {}
    }

    /**
     * Makes the end of a recorder's log.
     *
     * @param owner the recorder, for messages and the thread's name
     * @param pollInterval the longest time that passes without a look while someone waits
     * @throws IllegalArgumentException if the poll interval is not above 0
     */
    public LogTail(String owner, PageReader reader, Probe probe, Duration pollInterval) {
        this.owner = requireNonNull(owner, "owner");
        this.reader = requireNonNull(reader, "reader");
        this.probe = requireNonNull(probe, "probe");
        this.pollInterval = requireNonNull(pollInterval, "pollInterval");
        if (!pollInterval.isPositive()) {
            throw new IllegalArgumentException(
                    "The poll interval is %s, but it must be above 0.".formatted(pollInterval));
        }
    }

    /** Returns a subscription: see {@link org.annals.persistence.LogRecorder#subscribe}. */
    public Subscription<Notification> subscribe(LogSelection selection) {
        return new LogSubscription(pages(selection));
    }

    /** Returns a subscription: see {@link org.annals.persistence.LogRecorder#subscribePages}. */
    public Subscription<LogPage> subscribePages(LogSelection selection) {
        return pages(selection);
    }

    private PageSubscription pages(LogSelection selection) {
        requireNonNull(selection, "selection");
        requireOpen();
        return new PageSubscription(this, selection);
    }

    /** Says that something may have been appended: a hint, cheap, to be given after the commit. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            if (!waiting.isEmpty()) {
                asked.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    LogPage read(LogSelection selection) {
        return reader.read(selection);
    }

    /** Returns what a subscription waits on. */
    Condition newCondition() {
        return lock.newCondition();
    }

    /** What has come: all events above the position that was waited at and up to another one. */
    record Arrived(List<Notification> events, long upTo) {}

    /**
     * Waits until the log has been read beyond a position, and returns what has come. It is empty
     * if the subscription is to read for itself: because what it has not seen is no longer kept,
     * because reading has failed, or because it was stopped or the recorder closed.
     */
    Optional<Arrived> await(PageSubscription subscription, long position)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (waiting.isEmpty()) {
                // Nobody needs what stands before.
                last.skipTo(position);
            }
            long seen = failures;
            while (last.end() <= position && failures == seen && isOn(subscription)) {
                ensureStarted();
                waiting.add(subscription);
                asked.signal();
                subscription.changed().await();
            }
            return last.end() > position && last.reachBackTo(position) && isOn(subscription)
                    ? Optional.of(new Arrived(last.after(position), last.end()))
                    : Optional.empty();
        } finally {
            waiting.remove(subscription);
            lock.unlock();
        }
    }

    private boolean isOn(PageSubscription subscription) {
        return !closed && !subscription.isStopped();
    }

    /** Waits for a while, or until the subscription is stopped or the recorder closed. */
    void pause(PageSubscription subscription, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (left > 0 && isOn(subscription)) {
                left = pausing.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many subscriptions wait for what comes. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Lets a subscription that has been stopped see it. */
    void stopped(PageSubscription subscription) {
        lock.lock();
        try {
            subscription.changed().signal();
            pausing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void ensureStarted() {
        if (thread == null) {
            thread = Thread.ofPlatform().name("annals-tail " + owner).daemon().start(this::run);
        }
    }

    private void run() {
        var polls = new Polls(pollInterval, probe.longestPause());
        try {
            while (awaitTurn(polls)) {
                readOn(polls);
            }
        } finally {
            probe.close();
        }
    }

    /** Waits until there is a reason to read; returns false when closed. */
    private boolean awaitTurn(Polls polls) {
        while (true) {
            lock.lock();
            try {
                awaitAsked(polls);
                if (closed) {
                    return false;
                }
                if (woken) {
                    // Before the read: what is appended during it wakes once more.
                    woken = false;
                    return true;
                }
            } finally {
                lock.unlock();
            }
            if (polls.isReadDue() || mayHaveGrown()) {
                return true;
            }
            polls.passed();
        }
    }

    private void awaitAsked(Polls polls) {
        while (!closed && (waiting.isEmpty() || (!woken && polls.nanosLeft() > 0))) {
            try {
                asked.awaitNanos(waiting.isEmpty() ? Long.MAX_VALUE : polls.nanosLeft());
            } catch (InterruptedException e) {
                // Only close() stops this thread: whoever else interrupts it is not heard.
            }
        }
    }

    private boolean mayHaveGrown() {
        try {
            return probe.mayHaveGrown();
        } catch (RuntimeException | Error e) {
            // The read that follows will meet what is wrong, and knows what to do about it.
            return true;
        }
    }

    private void readOn(Polls polls) {
        try {
            LogPage page = reader.read(LogSelection.all().after(end()).limit(PAGE));
            polls.read(!page.notifications().isEmpty());
            keep(page);
        } catch (RecorderUnavailableException e) {
            // Whoever waits goes on waiting: this is tried again.
            polls.failed();
        } catch (RuntimeException | Error e) {
            // F20: this thread goes on. Whoever waits reads for itself, and meets the failure.
            polls.failed();
            giveUp();
        }
    }

    private long end() {
        lock.lock();
        try {
            return last.end();
        } finally {
            lock.unlock();
        }
    }

    private void keep(LogPage page) {
        lock.lock();
        try {
            long before = last.end();
            last.add(page);
            woken |= page.scannedTo() < page.head();
            if (last.end() > before) {
                signalWaiting();
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveUp() {
        lock.lock();
        try {
            failures++;
            signalWaiting();
        } finally {
            lock.unlock();
        }
    }

    // Whoever is not content with what there is comes back.
    private void signalWaiting() {
        waiting.forEach(each -> each.changed().signal());
        waiting.clear();
    }

    void requireOpen() {
        if (closed) {
            throw new RecorderClosedException(owner);
        }
    }

    /** Ends every wait, and the thread, without waiting for it as {@link #close} does. */
    public void stop() {
        lock.lock();
        try {
            closed = true;
            last.clear();
            asked.signal();
            signalWaiting();
            pausing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends every wait and joins the thread, for 10 seconds at most: it may wait for whatever else
     * its recorder is ending. A second call does nothing.
     */
    @Override
    public void close() {
        stop();
        // Once it is stopped nobody starts another one.
        Thread running = thread;
        if (running != null && running != Thread.currentThread()) {
            Joining.joinAtMost(running, PATIENCE);
        }
    }
}
