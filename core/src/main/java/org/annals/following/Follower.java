package org.annals.following;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import org.annals.encryption.SubjectKeysUnavailableException;
import org.annals.following.FollowerStatus.State;
import org.annals.persistence.LogSelection;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.Query;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.recording.Backoff;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Follows one log: hands its events, in order, to a {@link Downstream}, which records what follows
 * from them together with the place reached, so that each event takes effect exactly once.
 *
 * {@snippet class="org.annals.following.FollowerTest" region="follow"}
 *
 * <p>An event that cannot be processed is tried again, and then the follower pauses at it: see
 * {@link FailurePolicy}. Where a database, a log or keys of subjects cannot be reached it tries
 * again until they can, and parks nothing. Of several followers over one place each event takes
 * effect by one of them; the others find that it is done, and go on behind it. It works on its
 * caller's thread; while it runs, a virtual thread reads ahead by a page, and another one prolongs
 * the lease, if it has one. May be shared between threads.
 */
public final class Follower implements AutoCloseable {
    // Sums of this and the clock do not overflow.
    private static final long FOR_EVER = Long.MAX_VALUE / 4;
    // It may come to stand by meanwhile.
    private static final long LONGEST_WAIT = 200_000_000L;
    private static final long LOOK = 1_000_000_000L;

    private final String name;
    private final Upstream upstream;
    private final Query query;
    private final Progress progress;
    private final Division division;
    private final Place place;
    private final Health health;
    private final Attempt attempt;
    private final Course course;
    private final @Nullable Parking parking;
    private final @Nullable Leasing leasing;
    private final ReentrantLock turn = new ReentrantLock();

    Follower(FollowerBuilder parts) {
        this.name = parts.name;
        this.upstream = parts.upstream;
        this.query = upstream.query(parts.types(), parts.within());
        this.progress = new Progress(name, upstream.name());
        this.division = parts.division();
        this.place = new Place(division);
        this.parking = parts.parking();
        this.leasing = parts.leasing();
        this.health =
                new Health(
                        progress,
                        new FollowerReports(name, upstream.name(), parts.listener()),
                        place);
        this.attempt = new Attempt(parts.stallsAfter(), System::nanoTime);
        var steps = new Steps(parts, health, attempt, parking, leasing);
        this.course = new Course(parts, query, division, steps, health, parking, leasing);
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
     * Requires that the upstream is followed in as many partitions as this follower says, and by
     * the same key, and settles that if it was never followed. A follower does so itself when it
     * begins; this is for whoever wants to know before.
     *
     * @throws org.annals.settings.ConfigurationException if it is followed otherwise
     */
    public void requirePartitions() {
        division.require();
    }

    /**
     * Processes what is there, on this thread, and returns how many events that were. A failure
     * ends it early and is told by {@link #status}; an event is tried without pauses. When the
     * follower has paused nothing is done.
     *
     * @throws IllegalStateException if it is called while the follower runs
     */
    public long drain() {
        return inTurn(() -> drained(course::pull));
    }

    /**
     * Processes what is there as {@link #drain} does, also if it had paused, and returns how many
     * events that were. If it follows by a lease it keeps that meanwhile, and then gives it back.
     *
     * @throws IllegalStateException if it is called while the follower runs
     */
    public long sync() {
        return inTurn(
                () -> {
                    resume();
                    try {
                        return drained(course::pullKeepingLease);
                    } finally {
                        if (leasing != null) {
                            leasing.release();
                        }
                    }
                });
    }

    /**
     * Returns how many events are there that it follows and has not processed. Place and log are
     * read, and nothing else is done: no lease is taken, and the status stays as it is.
     *
     * @throws UpstreamChangedException if the log is not what it was
     * @throws org.annals.persistence.RecorderUnavailableException if place or log cannot be reached
     */
    public long backlog() {
        var reached = new Place(division);
        reached.read();
        reached.verify();
        LogSelection rest = LogSelection.all().matching(query).after(reached.position());
        return new NotificationLogReader(upstream.log())
                .read(rest)
                .filter(division.partition()::has)
                .count();
    }

    @FunctionalInterface
    private interface Pulling {
        void pull() throws InterruptedException;
    }

    private long drained(Pulling pulling) {
        long before = progress.status().processed();
        if (!isOver()) {
            drainOnce(pulling);
        }
        return progress.status().processed() - before;
    }

    private void drainOnce(Pulling pulling) {
        try {
            pulling.pull();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RecorderUnavailableException
                | OutcomeUnknownException
                | SubjectKeysUnavailableException e) {
            health.away(e);
        } catch (RuntimeException | Error e) {
            health.pausedAt(place.position(), e);
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
                    enter();
                    try {
                        runUntilStopped();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        leave();
                        progress.stopped();
                    }
                    return 0L;
                });
    }

    private void runUntilStopped() throws InterruptedException {
        var pauses = new Backoff(Steps.FIRST_PAUSE, Steps.LONGEST_PAUSE);
        while (!progress.isStopping()) {
            try {
                course.follow();
                pauses = new Backoff(Steps.FIRST_PAUSE, Steps.LONGEST_PAUSE);
            } catch (RecorderClosedException e) {
                // Its own or the upstream's: there is nothing to be tried again.
                if (!progress.isStopping()) {
                    health.pausedAt(place.position(), e);
                }
                return;
            } catch (RecorderUnavailableException
                    | OutcomeUnknownException
                    | SubjectKeysUnavailableException e) {
                Steps.throwIfInterrupted();
                health.away(e);
                progress.pause(pauses.nextNanos());
            } catch (RuntimeException | Error e) {
                health.pausedAt(place.position(), e);
            }
            if (progress.isPaused()) {
                awaitResume();
            }
        }
    }

    private void awaitResume() throws InterruptedException {
        while (progress.awaitResume(LOOK)) {
            try {
                // So that its lag grows with the log.
                progress.sees(upstream.log().head());
            } catch (RuntimeException e) {
                Steps.throwIfInterrupted();
            }
        }
    }

    private void enter() {
        if (leasing != null) {
            leasing.enter();
        }
    }

    private void leave() {
        if (leasing != null) {
            leasing.leave();
        }
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
        FollowerStatus status = progress.status();
        if (parking != null) {
            status = status.withParkedKeys(parking.countKeys());
        }
        return attempt.overdue().map(status::stalled).orElse(status);
    }

    /** Tells of a stall that was not told, and returns after how many nanoseconds to come again. */
    long tellStall() {
        return attempt.tell(health.reports());
    }

    /**
     * Waits until this follower has processed a position, and returns whether it did within the
     * time-out. Stopping ends the wait.
     *
     * @throws RuntimeException what it has paused at
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean await(long position, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + Math.min(NANOSECONDS.convert(timeout), FOR_EVER);
        while (true) {
            long left = Math.max(0, end - System.nanoTime());
            boolean isReached =
                    (leasing != null && progress.status().state() == State.STANDBY)
                            // It is the place of whoever follows that counts.
                            ? leasing.awaitOthers(position, left)
                            : progress.awaitReached(position, Math.min(left, LONGEST_WAIT));
            if (isReached || left == 0 || progress.isStopping()) {
                return isReached;
            }
        }
    }

    /**
     * Ends it after what it is at, and gives back its lease; it cannot be run again. A second call
     * does nothing.
     */
    public void stop() {
        progress.stop();
        course.interrupt();
        // One that runs does so itself, at its end.
        if (turn.tryLock()) {
            try {
                if (leasing != null) {
                    leasing.release();
                }
            } finally {
                turn.unlock();
            }
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

    @Override
    public String toString() {
        return "Follower[%s of %s]".formatted(name, upstream.name());
    }
}
