package org.annals.projection;

import org.annals.application.NoticeListener;
import org.annals.following.FollowerStatus;
import org.annals.following.ParkedEvents;
import org.annals.following.ParkingDownstream;
import org.annals.following.Partitions;
import org.annals.following.StallWatch;
import org.annals.following.Upstream;
import org.annals.recording.Backoff;
import org.annals.recording.Signal;
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
    // It may be stopped meanwhile.
    private static final long LONGEST_WAIT = 200_000_000L;
    // Sums of this and the clock do not overflow.
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    private final Upstream upstream;
    private final Edition edition;
    private final Partitions partitions;
    private final NoticeListener listener;
    private final List<ProjectionPart> parts;
    private final Signal changed = new Signal();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean isStarted;
    private boolean isStopped;
    private @Nullable StallWatch watch;

    ProjectionRunner(ProjectionRunnerBuilder<?> builder) {
        this.upstream = builder.upstream;
        this.edition =
                new Editions(builder.views, builder.projection.name()).followed(builder.projection);
        this.partitions = builder.partitions();
        this.listener = builder.listener();
        this.parts = ProjectionPart.all(builder, edition, changed);
        parts.getFirst().follower().requirePartitions();
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
        return upstream;
    }

    /** Returns which edition of the view it keeps. */
    public Edition edition() {
        return edition;
    }

    /** Returns whether this edition is the one to be read, as this runner last knew. */
    public boolean isLive() {
        return parts.stream().anyMatch(part -> part.projecting().isLive());
    }

    /**
     * Lets readers find this edition from now on, in one step; does nothing if a later version is
     * live. It is not asked whether it has caught up: see {@link #status}.
     */
    public void goLive() {
        parts.forEach(part -> part.projecting().goLive());
    }

    /**
     * Begins to follow, in a thread of its own, or in one for each partition.
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
        watch = StallWatch.open(parts.stream().map(ProjectionPart::follower).toList());
        parts.forEach(part -> part.thread().start());
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
        while (!isStopped()) {
            long seen = changed.count();
            for (ProjectionPart each : parts) {
                each.follower().await(Long.MAX_VALUE, Duration.ZERO);
            }
            changed.await(seen, FOR_EVER);
        }
    }

    /**
     * Processes what is there, on this thread, and returns how many events that were: for programs
     * that end, and tests. A failure ends it early and is told by {@link #status}.
     *
     * @throws IllegalStateException if it was started
     */
    public long drain() {
        return parts.stream().mapToLong(part -> part.follower().drain()).sum();
    }

    /**
     * Waits until the view has an event and all before it, and returns whether it does within the
     * time-out: for those who are to read what they have just saved. A runner that was not started
     * waits for another, in this process or elsewhere: woken by the recorder that has the view, or
     * else looking every now and then.
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
        return isStarted() ? awaitOwn(position, longest) : awaitAnother(position, longest);
    }

    private boolean awaitOwn(long position, long longest) throws InterruptedException {
        long end = System.nanoTime() + longest;
        for (ProjectionPart each : parts) {
            long left = Math.max(0, end - System.nanoTime());
            if (!each.follower().await(position, Duration.ofNanos(left))) {
                return false;
            }
        }
        return true;
    }

    private boolean awaitAnother(long position, long longest) throws InterruptedException {
        long end = System.nanoTime() + longest;
        var pauses = new Backoff(FIRST_LOOK, LONGEST_PAUSE);
        ProjectionPart any = parts.getFirst();
        while (any.projecting().recordedPosition() < position) {
            long left = end - System.nanoTime();
            if (left <= 0 || isStopped()) {
                return false;
            }
            if (any.projecting() instanceof Projecting.Recorded recorded) {
                recorded.await(position, Duration.ofNanos(Math.min(left, LONGEST_WAIT)));
                continue;
            }
            // Stopping ends the pause.
            any.follower()
                    .await(Long.MAX_VALUE, Duration.ofNanos(Math.min(left, pauses.nextNanos())));
        }
        return true;
    }

    /**
     * Returns how it fares: state, position, lag, rate, last failure. Of several partitions it is
     * as far as the slowest of them, and at what the one is that is most in need of help.
     */
    public FollowerStatus status() {
        return FollowerStatus.together(edition.toString(), statusOfPartitions());
    }

    /** Returns how each partition fares, in their order. */
    public List<FollowerStatus> statusOfPartitions() {
        return parts.stream().map(part -> part.follower().status()).toList();
    }

    /**
     * Returns the events that were parked, which a {@linkplain
     * org.annals.following.FailurePolicy#parking() policy} may ask for.
     *
     * @throws IllegalStateException if the view is in a {@link ViewStore} of the user's own
     */
    public ParkedEvents parked() {
        if (parts.getFirst().projecting() instanceof ParkingDownstream parkable) {
            return new ParkedEvents(upstream, parkable, partitions, listener);
        }
        throw new IllegalStateException(
                "%s is in a ViewStore that cannot park events. Keep it in ViewStore.of(recorder), or ViewStore.ofDatabase(database)."
                        .formatted(edition));
    }

    /** Lets a runner that has paused try again. */
    public void resume() {
        parts.forEach(part -> part.follower().resume());
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
     * Ends waiting calls, lets it end what it is at and joins its threads. A handler that takes too
     * long is interrupted. A second call does nothing.
     */
    public void stop() {
        lock.lock();
        try {
            isStopped = true;
        } finally {
            lock.unlock();
        }
        parts.forEach(part -> part.follower().stop());
        changed.raise();
        parts.forEach(ProjectionPart::join);
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
        return "ProjectionRunner[%s of %s]".formatted(edition, upstream.name());
    }
}
