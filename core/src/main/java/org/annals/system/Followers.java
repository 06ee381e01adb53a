package org.annals.system;

import org.annals.application.Application;
import org.annals.application.NoticeListener;
import org.annals.application.NotificationLog;
import org.annals.following.FailurePolicy;
import org.annals.following.Follower;
import org.annals.following.FollowerStatus;
import org.annals.following.FollowerStatus.State;
import org.annals.following.ParkedEvents;
import org.annals.following.RecordedDownstream;
import org.annals.following.Upstream;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Tracking;
import org.annals.recording.Signal;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The followers of a system, one for each edge, and what they failed with. May be shared. */
final class Followers {
    private final List<NotificationLog> logs = new ArrayList<>();
    private final List<Follower> all = new ArrayList<>();
    private final List<ParkedEvents> parked = new ArrayList<>();
    private final List<Timers> timers = new ArrayList<>();
    private final Signal failed = new Signal();
    private final Set<Throwable> thrown =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /** Makes the followers of a system whose applications are all open. */
    Followers(Applications applications, FailurePolicy failures) {
        this(applications);
        Map<Node<?>, ReentrantLock> turns = new LinkedHashMap<>();
        for (Edge edge : applications.system().edges()) {
            ProcessApplication follower = applications.followerOf(edge);
            ReentrantLock turn =
                    turns.computeIfAbsent(edge.follower(), node -> new ReentrantLock(true));
            var downstream = new OneAtATime(follower.downstream(), turn);
            add(follower, Upstream.of(applications.of(edge.leader())), downstream, failures);
        }
        turns.forEach((node, turn) -> addTimers(applications.of(node), turn, failures));
    }

    /** Makes those of one application, whose upstreams are elsewhere. */
    Followers(
            Applications applications,
            ProcessApplication follower,
            List<Upstream> upstreams,
            FailurePolicy failures) {
        this(applications);
        var turn = new ReentrantLock(true);
        var downstream = new OneAtATime(follower.downstream(), turn);
        for (Upstream each : upstreams) {
            logs.add(each.log());
            add(follower, each, downstream, failures);
        }
        addTimers(follower, turn, failures);
    }

    /** Makes none. */
    Followers(Applications applications) {
        applications.all().forEach(each -> logs.add(each.notificationLog()));
    }

    private void add(
            ProcessApplication follower,
            Upstream upstream,
            RecordedDownstream downstream,
            FailurePolicy failures) {
        add(follower, follower.followedTypes(), upstream, downstream, failures);
    }

    /** Has an application that sets timers follow those that elapse. */
    private void addTimers(Application application, ReentrantLock turn, FailurePolicy failures) {
        if (application instanceof ProcessManagerApplication managed) {
            timers.add(new Timers(managed));
            boolean parks = failures.atLast() == FailurePolicy.AtLast.PARK;
            add(
                    managed,
                    Set.of(TimerElapsed.class),
                    Upstream.of(managed),
                    new OneAtATime(managed.elapsed(), turn),
                    parks ? failures.parking(ProcessTimer.byProcess()) : failures);
        }
    }

    private void add(
            ProcessApplication follower,
            Set<Class<?>> types,
            Upstream upstream,
            RecordedDownstream downstream,
            FailurePolicy failures) {
        parked.add(new ParkedEvents(upstream, downstream));
        NoticeListener listener = follower.notices();
        all.add(
                Follower.builder(follower.name(), upstream, downstream)
                        .types(types)
                        .onFailure(failures)
                        .lease(follower.lease())
                        .stallsAfter(follower.stallsAfter())
                        .notices(
                                notice -> {
                                    failed.raise();
                                    listener.on(notice);
                                })
                        .build());
    }

    List<Follower> all() {
        return all;
    }

    List<Timers> timers() {
        return timers;
    }

    List<ParkedEvents> parked() {
        return List.copyOf(parked);
    }

    List<FollowerStatus> status() {
        return all.stream().map(Follower::status).toList();
    }

    void resume() {
        all.forEach(Follower::resume);
    }

    void stop() {
        all.forEach(Follower::stop);
        timers.forEach(Timers::stop);
        failed.raise();
    }

    /** Returns what one has paused at that was not thrown yet, if any. */
    private @Nullable Throwable untold() {
        for (FollowerStatus each : status()) {
            Throwable failure = each.failure();
            boolean isOver = each.state() == State.PAUSED || each.state() == State.STOPPED;
            if (failure != null && isOver && !isAway(failure) && thrown.add(failure)) {
                return failure;
            }
        }
        return null;
    }

    /** What cannot be reached when a runner is stopped is no failure of the system's. */
    private static boolean isAway(Throwable failure) {
        return failure instanceof RecorderUnavailableException
                || failure instanceof OutcomeUnknownException;
    }

    void throwUntold() {
        Throwable failure = untold();
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /** Waits until one has paused, and throws that; returns when the time is over, or stopped. */
    void watch(Duration timeout, Stopping stopping) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            long seen = failed.count();
            throwUntold();
            long left = end - System.nanoTime();
            if (left <= 0 || stopping.isOver()) {
                return;
            }
            failed.await(seen, left);
        }
    }

    /** Whether the runner has stopped. */
    @FunctionalInterface
    interface Stopping {
        boolean isOver();
    }

    boolean awaitQuiet(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            List<Long> before = heads();
            for (Follower each : all) {
                long left = Math.max(0, end - System.nanoTime());
                if (!each.await(each.upstream().log().head(), Duration.ofNanos(left))) {
                    return false;
                }
            }
            // What one has recorded after another was waited for shows in the heads.
            if (before.equals(heads())) {
                return true;
            }
        }
    }

    private List<Long> heads() {
        return logs.stream().map(NotificationLog::head).toList();
    }

    /**
     * Policies of one application run one at a time, whichever upstreams their events are of.
     *
     * @param turn the application's
     */
    private record OneAtATime(RecordedDownstream downstream, ReentrantLock turn)
            implements RecordedDownstream {
        @Override
        public Recorder recorder() {
            return downstream.recorder();
        }

        @Override
        public String trackedAs(String upstream) {
            return downstream.trackedAs(upstream);
        }

        @Override
        public void process(List<Incoming> events, Tracking tracking) {
            inTurn(() -> downstream.process(events, tracking));
        }

        @Override
        public void processParked(Incoming event, ProcessChange.Unpark unpark) {
            inTurn(() -> downstream.processParked(event, unpark));
        }

        private void inTurn(Runnable processing) {
            turn.lock();
            try {
                processing.run();
            } finally {
                turn.unlock();
            }
        }
    }
}
