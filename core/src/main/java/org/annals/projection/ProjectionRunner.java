package org.annals.projection;

import org.annals.following.Follower;
import org.annals.following.FollowerBuilder;
import org.annals.following.FollowerStatus;
import org.annals.following.ParkedEvents;
import org.annals.following.RecordedDownstream;
import org.annals.following.StallWatch;
import org.annals.following.Upstream;
import org.annals.recording.Backoff;
import org.annals.recording.Joining;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a view up to date: follows a log, and writes what follows from its events together with the
 * place reached, so that each event takes effect exactly once.
 *
 * {@snippet class="org.annals.projection.ProjectionTest" region="run"}
 *
 * <p>It catches up first, and then sees events as they are recorded. Any number of runners, in any
 * number of processes, may keep one view: each event takes effect by one of them. One whose handler
 * fails tries again, and then pauses: see {@link org.annals.following.FailurePolicy}. May be shared
 * between threads.
 */
public final class ProjectionRunner implements AutoCloseable {
    private static final Duration FIRST_LOOK = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    // Sums of this and the clock do not overflow.
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    private final Edition edition;
    private final Projecting projecting;
    private final Follower follower;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean isStarted;
    private boolean isStopped;
    private @Nullable StallWatch watch;

    ProjectionRunner(ProjectionRunnerBuilder<?> parts) {
        this.edition =
                new Editions(parts.views, parts.projection.name()).followed(parts.projection);
        this.projecting = projecting(parts, edition);
        this.follower = follower(parts, edition, projecting);
        // Drivers of databases may hold on to the carrier of a virtual thread.
        this.thread =
                Thread.ofPlatform()
                        .name("annals-projection %s of %s".formatted(edition, upstream().name()))
                        .daemon()
                        .unstarted(follower::run);
    }

    private static Projecting projecting(ProjectionRunnerBuilder<?> parts, Edition edition) {
        return parts.views instanceof RecorderViews(var recorder)
                ? new Projecting.Recorded(parts, edition, recorder)
                : new Projecting(parts, edition);
    }

    private static Follower follower(
            ProjectionRunnerBuilder<?> parts, Edition edition, Projecting projecting) {
        FollowerBuilder builder =
                Follower.builder(edition.toString(), parts.upstream, projecting)
                        .types(parts.projection.eventClasses())
                        .batchSize(parts.batchSize())
                        .onFailure(parts.failures())
                        .stallsAfter(parts.stallsAfter())
                        .notices(parts.listener());
        if (projecting instanceof RecordedDownstream) {
            builder.lease(parts.lease());
        }
        return builder.build();
    }

    /**
     * Opens a runner, which does nothing yet.
     *
     * @throws RuntimeException as {@link ProjectionRunnerBuilder#open} does
     */
    public static ProjectionRunner open(
            Upstream upstream, Projection<?> projection, ViewStore views) {
        return builder(upstream, projection, views).open();
    }

    /**
     * Returns what opens a runner that differs from the usual.
     *
     * @throws IllegalArgumentException if the projection has no handlers
     */
    public static <V> ProjectionRunnerBuilder<V> builder(
            Upstream upstream, Projection<V> projection, ViewStore views) {
        return new ProjectionRunnerBuilder<>(upstream, projection, views);
    }

    /** Returns the log that it follows. */
    public Upstream upstream() {
        return follower.upstream();
    }

    /** Returns which edition of the view it keeps. */
    public Edition edition() {
        return edition;
    }

    /** Returns whether this edition is the one to be read, as this runner last knew. */
    public boolean isLive() {
        return projecting.isLive();
    }

    /**
     * Lets readers find this edition from now on, in one step; does nothing if a later version is
     * live. It is not asked whether it has caught up: see {@link #status}.
     */
    public void goLive() {
        projecting.goLive();
    }

    /**
     * Begins to follow, in a thread of its own.
     *
     * @throws IllegalStateException if it was started before, or stopped
     */
    public void start() {
        lock.lock();
        try {
            if (isStarted || isStopped) {
                throw new IllegalStateException(
                        "The runner of %s was %s. Open another one."
                                .formatted(edition, isStopped ? "stopped" : "started before"));
            }
            begin();
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        isStarted = true;
        watch = StallWatch.open(List.of(follower));
        thread.start();
    }

    /**
     * Begins to follow, if that was not done, and returns when it was stopped.
     *
     * @throws RuntimeException what it has paused at
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void runForever() throws InterruptedException {
        lock.lock();
        try {
            if (!isStarted && !isStopped) {
                begin();
            }
        } finally {
            lock.unlock();
        }
        follower.await(Long.MAX_VALUE, Duration.ofNanos(FOR_EVER));
    }

    /**
     * Processes what is there, on this thread, and returns how many events that were: for programs
     * that end, and tests. A failure ends it early and is told by {@link #status}.
     *
     * @throws IllegalStateException if it was started
     */
    public long drain() {
        return follower.drain();
    }

    /**
     * Waits until the view has an event and all before it, and returns whether it does within the
     * time-out: for those who are to read what they have just saved. A runner that was not started
     * waits for another, in this process or elsewhere.
     *
     * @param position the event's, in the log that is followed
     * @throws RuntimeException what this runner has paused at; an exception that is checked is the
     *     cause of a {@link org.annals.persistence.TransactionWorkFailedException}
     * @throws org.annals.persistence.RecorderUnavailableException also if it was not started, and
     *     the view's database cannot be reached
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean await(long position, Duration timeout) throws InterruptedException {
        long longest = Math.min(TimeUnit.NANOSECONDS.convert(timeout), FOR_EVER);
        return isStarted()
                ? follower.await(position, Duration.ofNanos(longest))
                : awaitAnother(position, longest);
    }

    private boolean awaitAnother(long position, long longest) throws InterruptedException {
        long end = System.nanoTime() + longest;
        var pauses = new Backoff(FIRST_LOOK, LONGEST_PAUSE);
        while (projecting.recordedPosition() < position) {
            long left = end - System.nanoTime();
            if (left <= 0 || isStopped()) {
                return false;
            }
            // Stopping ends the pause.
            follower.await(position, Duration.ofNanos(Math.min(left, pauses.nextNanos())));
        }
        return true;
    }

    /** Returns how it fares: state, position, lag, rate, last failure. */
    public FollowerStatus status() {
        return follower.status();
    }

    /**
     * Returns the events that were parked, which a {@linkplain
     * org.annals.following.FailurePolicy#parking() policy} may ask for.
     *
     * @throws IllegalStateException if the view is not in the database of a recorder
     */
    public ParkedEvents parked() {
        if (projecting instanceof RecordedDownstream recorded) {
            return new ParkedEvents(upstream(), recorded);
        }
        throw new IllegalStateException(
                "%s is not kept by a recorder, which alone parks events. Keep it in ViewStore.of(recorder)."
                        .formatted(edition));
    }

    /** Lets a runner that has paused try again. */
    public void resume() {
        follower.resume();
    }

    private boolean isStarted() {
        lock.lock();
        try {
            return isStarted;
        } finally {
            lock.unlock();
        }
    }

    private boolean isStopped() {
        lock.lock();
        try {
            return isStopped;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends waiting calls, lets it end what it is at and joins its thread. A handler that takes too
     * long is interrupted. A second call does nothing.
     */
    public void stop() {
        lock.lock();
        try {
            isStopped = true;
        } finally {
            lock.unlock();
        }
        follower.stop();
        if (Thread.currentThread() != thread && !Joining.joinWithin(thread, PATIENCE)) {
            thread.interrupt();
            Joining.joinAtMost(thread, PATIENCE);
        }
        endWatch();
    }

    private void endWatch() {
        StallWatch watching;
        lock.lock();
        try {
            watching = watch;
        } finally {
            lock.unlock();
        }
        if (watching != null) {
            watching.close();
        }
    }

    /** Stops. */
    @Override
    public void close() {
        stop();
    }

    @Override
    public String toString() {
        return "ProjectionRunner[%s of %s]".formatted(edition, upstream().name());
    }
}
