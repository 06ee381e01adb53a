package org.annals.following;

import static java.util.Objects.requireNonNull;

import org.annals.following.Downstream.Incoming;
import org.annals.following.FollowerStatus.State;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.Query;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Subscription;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.recording.Backoff;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Follows one log: hands its events, in order, to a {@link Downstream}, which records what follows
 * from them together with the place reached, so that each event takes effect exactly once.
 *
 * {@snippet class="org.annals.following.FollowerTest" region="follow"}
 *
 * <p>An event that cannot be processed is tried again, and then the follower pauses at it: see
 * {@link FailurePolicy}. Where a database or a log cannot be reached it tries again until it can.
 * Of several followers over one place each event takes effect by one of them; the others find that
 * it is done, and go on behind it. It has no thread of its own. May be shared between threads.
 */
public final class Follower implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String name;
    private final Upstream upstream;
    private final Downstream downstream;
    private final Query query;
    private final int batchSize;
    private final FailurePolicy failures;
    private final FollowerReports reports;
    private final Progress progress;
    private final Place place;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Subscription<LogPage> subscription;

    Follower(FollowerBuilder parts) {
        this.name = parts.name;
        this.upstream = parts.upstream;
        this.downstream = parts.downstream;
        this.query = upstream.query(parts.types());
        this.batchSize = parts.batchSize();
        this.failures = parts.failures();
        this.reports = new FollowerReports(name, upstream.name(), parts.listener());
        this.progress = new Progress(name, upstream.name());
        this.place = new Place(upstream, downstream);
    }

    /**
     * Returns what makes a follower.
     *
     * @param name by which it is told of
     */
    public static FollowerBuilder builder(String name, Upstream upstream, Downstream downstream) {
        return new FollowerBuilder(name, upstream, downstream);
    }

    /** Returns its name. */
    public String name() {
        return name;
    }

    /** Returns the log that it follows. */
    public Upstream upstream() {
        return upstream;
    }

    /**
     * Processes what is there, on this thread, and returns how many events that were. A failure
     * ends it early and is told by {@link #status}; an event is tried without pauses. When the
     * follower has paused nothing is done.
     *
     * @throws IllegalStateException if it is called while the follower runs
     */
    public long drain() {
        return inTurn(
                () -> {
                    long before = status().processed();
                    if (!isOver()) {
                        drainOnce();
                    }
                    return status().processed() - before;
                });
    }

    private void drainOnce() {
        try {
            begin();
            LogSelection rest = LogSelection.all().matching(query).after(place.position());
            boolean isOn = true;
            while (isOn) {
                LogPage page = upstream.log().pull(rest);
                isOn = take(page, new Impatience()) && page.scannedTo() < page.head();
                rest = rest.beyond(page);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RecorderUnavailableException | OutcomeUnknownException e) {
            away(e);
        } catch (RuntimeException | Error e) {
            pausedAt(place.position(), e);
        }
    }

    /**
     * Follows on this thread until it is stopped, or the thread is interrupted.
     *
     * @throws IllegalStateException if it runs already
     */
    public void run() {
        inTurn(
                () -> {
                    try {
                        runUntilStopped();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        progress.stopped();
                    }
                    return 0L;
                });
    }

    private void runUntilStopped() throws InterruptedException {
        var pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (!progress.isStopping()) {
            try {
                follow();
                pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
            } catch (RecorderClosedException e) {
                // Its own or the upstream's: there is nothing to be tried again.
                if (!progress.isStopping()) {
                    pausedAt(place.position(), e);
                }
                return;
            } catch (RecorderUnavailableException | OutcomeUnknownException e) {
                throwIfInterrupted();
                away(e);
                progress.pause(pauses.nextNanos());
            } catch (RuntimeException | Error e) {
                pausedAt(place.position(), e);
            }
            if (progress.isPaused()) {
                progress.awaitResume();
            }
        }
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Reads where it stands, and whether the log is what it was. */
    private void begin() {
        place.read();
        long head = place.verify();
        progress.sees(head);
        progress.reached(place.position(), 0);
        goes(place.position() < head ? State.CATCHING_UP : State.LIVE);
    }

    private void follow() throws InterruptedException {
        begin();
        LogSelection rest = LogSelection.all().matching(query).after(place.position());
        try (Subscription<LogPage> pages = upstream.log().subscribe(rest)) {
            subscription = pages;
            if (progress.isStopping()) {
                return;
            }
            for (LogPage page : pages) {
                if (!take(page, new Patience())) {
                    return;
                }
            }
        } finally {
            subscription = null;
        }
    }

    /** Processes a page, and returns whether to go on. */
    private boolean take(LogPage page, Waiting waiting) throws InterruptedException {
        place.verifyNowAndThen();
        progress.sees(page.head());
        List<Notification> rest = page.notifications();
        while (rest.size() > batchSize) {
            List<Notification> batch = rest.subList(0, batchSize);
            if (!process(batch, batch.getLast().position(), waiting)) {
                return false;
            }
            rest = rest.subList(batchSize, rest.size());
        }
        if (!process(rest, page.scannedTo(), waiting)) {
            return false;
        }
        goes(page.scannedTo() < page.head() ? State.CATCHING_UP : State.LIVE);
        return true;
    }

    /** Processes some events and moves to a position, and returns whether to go on. */
    private boolean process(List<Notification> events, long end, Waiting waiting)
            throws InterruptedException {
        var pauses = new Backoff(failures.firstPause(), failures.longestPause());
        var outages = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        int attempts = 0;
        while (place.position() < end) {
            List<Notification> due = due(events);
            try {
                Tracking tracking = place.tracking(due, end);
                downstream.process(incoming(due), tracking);
                place.moved(tracking);
                progress.reached(end, due.size());
                return !progress.isStopping();
            } catch (TrackingConflictException e) {
                // Another has done it: whatever is left is to be done behind that.
                if (!hasMoved()) {
                    return pausedAt(end, e);
                }
            } catch (RecorderClosedException e) {
                throw e;
            } catch (RecorderUnavailableException | OutcomeUnknownException e) {
                throwIfInterrupted();
                away(e);
                if (!waiting.outlasts(outages.nextNanos())) {
                    return false;
                }
                // What is not known to be recorded may be.
                hasMoved();
            } catch (RuntimeException | Error e) {
                if (due.size() > 1) {
                    // One of them fails; those before it shall not.
                    return processEach(due, end, waiting);
                }
                if (++attempts >= failures.attempts()) {
                    return pausedAt(position(due, end), e);
                }
                if (progress.fails(State.RETRYING, e)) {
                    reports.retries(position(due, end), e);
                }
                if (!waiting.retries(pauses.nextNanos())) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean processEach(List<Notification> events, long end, Waiting waiting)
            throws InterruptedException {
        for (Notification each : events.subList(0, events.size() - 1)) {
            if (!process(List.of(each), each.position(), waiting)) {
                return false;
            }
        }
        return process(List.of(events.getLast()), end, waiting);
    }

    private List<Notification> due(List<Notification> events) {
        return events.stream().filter(each -> each.position() > place.position()).toList();
    }

    private static long position(List<Notification> due, long end) {
        return due.isEmpty() ? end : due.getFirst().position();
    }

    private List<Incoming> incoming(List<Notification> due) {
        List<Incoming> incoming = new ArrayList<>(due.size());
        for (Notification each : due) {
            var tracking = Tracking.of(upstream.name(), each.position(), each.storedEvent().id());
            incoming.add(new Incoming(tracking, upstream.toDomain(each)));
        }
        return incoming;
    }

    /** Reads the place again, and returns whether it is another. */
    private boolean hasMoved() {
        long before = place.position();
        place.read();
        progress.reached(place.position(), 0);
        return place.position() != before;
    }

    private void goes(State state) {
        if (progress.goes(state)) {
            reports.goesOn(place.position());
        }
    }

    private void away(Throwable failure) {
        if (progress.fails(State.AWAY, failure)) {
            reports.away(failure);
        }
    }

    private boolean pausedAt(long position, Throwable failure) {
        progress.fails(State.PAUSED, failure);
        reports.paused(position, failure);
        return false;
    }

    private boolean isOver() {
        return progress.isStopping() || progress.isPaused();
    }

    /** Lets a follower that has paused try again; one that has not goes on as it does. */
    public void resume() {
        progress.resume();
    }

    /** Returns how it fares. */
    public FollowerStatus status() {
        return progress.status();
    }

    /**
     * Waits until this follower has processed a position, and returns whether it did within the
     * time-out.
     *
     * @throws RuntimeException what it has paused at
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean await(long position, Duration timeout) throws InterruptedException {
        return progress.awaitReached(position, requireNonNull(timeout, "timeout").toNanos());
    }

    /** Ends it after what it is at; it cannot be run again. A second call does nothing. */
    public void stop() {
        progress.stop();
        Subscription<LogPage> current = subscription;
        if (current != null) {
            current.stop();
        }
    }

    /** Stops. */
    @Override
    public void close() {
        stop();
    }

    private long inTurn(Turn what) {
        if (!turn.tryLock()) {
            throw new IllegalStateException(
                    "The follower '%s' runs already. Stop it, or leave it alone.".formatted(name));
        }
        try {
            return what.take();
        } finally {
            turn.unlock();
        }
    }

    @FunctionalInterface
    private interface Turn {
        long take();
    }

    /** Whether to try again, and after how long. */
    private interface Waiting {
        boolean retries(long nanos) throws InterruptedException;

        boolean outlasts(long nanos) throws InterruptedException;
    }

    private final class Patience implements Waiting {
        @Override
        public boolean retries(long nanos) throws InterruptedException {
            return progress.pause(nanos);
        }

        @Override
        public boolean outlasts(long nanos) throws InterruptedException {
            return progress.pause(nanos);
        }
    }

    private static final class Impatience implements Waiting {
        @Override
        public boolean retries(long nanos) {
            return true;
        }

        @Override
        public boolean outlasts(long nanos) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "Follower[%s of %s]".formatted(name, upstream.name());
    }
}
