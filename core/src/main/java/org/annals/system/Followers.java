package org.annals.system;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import org.annals.application.NoticeListener;
import org.annals.application.NotificationLog;
import org.annals.encryption.SubjectKeysUnavailableException;
import org.annals.following.FailurePolicy;
import org.annals.following.Follower;
import org.annals.following.FollowerBuilder;
import org.annals.following.FollowerStatus;
import org.annals.following.FollowerStatus.State;
import org.annals.following.Members;
import org.annals.following.ParkedEvents;
import org.annals.following.Partitions;
import org.annals.following.RecordedDownstream;
import org.annals.following.Upstream;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.recording.Signal;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The followers of a system, one for each edge, and what they failed with. May be shared. */
final class Followers {
    // Sums of this and the clock do not overflow.
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    private final List<NotificationLog> logs = new ArrayList<>();
    private final List<Follower> all = new ArrayList<>();
    private final List<ParkedEvents> parked = new ArrayList<>();
    private final List<Timers> timers = new ArrayList<>();
    private final Map<Follower, ProcessApplication> applications = new LinkedHashMap<>();
    private final Map<Follower, Timers> elapsing = new HashMap<>();
    private final Signal failed = new Signal();
    private final Set<Throwable> thrown =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /**
     * Makes the followers of a system whose applications are all open.
     *
     * @param turn in which all policies have their turn, null if each application has its own
     */
    Followers(Applications applications, FailurePolicy failures, @Nullable ReentrantLock turn) {
        this(applications);
        Map<Node<?>, Following> byNode = new LinkedHashMap<>();
        for (Edge edge : applications.system().edges()) {
            Following following =
                    byNode.computeIfAbsent(
                            edge.follower(),
                            node -> Following.by(applications.followerOf(edge), turn, failures));
            add(following, Upstream.of(applications.of(edge.leader())));
        }
        byNode.values().forEach(this::addTimers);
    }

    /** Makes those of one application, whose upstreams are elsewhere. */
    Followers(
            Applications applications,
            ProcessApplication follower,
            List<Upstream> upstreams,
            FailurePolicy failures) {
        this(applications);
        Following following = Following.by(follower, null, failures);
        for (Upstream each : upstreams) {
            logs.add(each.log());
            add(following, each);
        }
        addTimers(following);
    }

    /** Makes none. */
    Followers(Applications applications) {
        applications.all().forEach(each -> logs.add(each.notificationLog()));
    }

    /** How one application follows each of its upstreams. */
    private record Following(
            ProcessApplication follower,
            OneAtATime downstream,
            Members members,
            FailurePolicy failures) {
        static Following by(
                ProcessApplication follower, @Nullable ReentrantLock turn, FailurePolicy failures) {
            return new Following(
                    follower,
                    new OneAtATime(follower, turn),
                    Members.of(follower.name(), follower.events().recorder(), follower.lease()),
                    failures);
        }

        FollowerBuilder builder(Upstream upstream, int number) {
            Partitions partitions = follower.partitions();
            return Follower.builder(partitions.name(follower.name(), number), upstream, downstream)
                    .types(follower.followedTypes())
                    .onFailure(failures)
                    .lease(members)
                    .partition(number, partitions);
        }

        /** Of the application's own timers that elapse, which are in one piece. */
        FollowerBuilder builder(ProcessManagerApplication managed, RecordedDownstream elapsed) {
            boolean parks = failures.atLast() == FailurePolicy.AtLast.PARK;
            return Follower.builder(follower.name(), Upstream.of(managed), elapsed)
                    .types(Set.of(TimerElapsed.class))
                    .onFailure(parks ? failures.parking(ProcessTimer.byProcess()) : failures)
                    .lease(members);
        }
    }

    private void add(Following following, Upstream upstream) {
        Partitions partitions = following.follower().partitions();
        NoticeListener listener = following.follower().notices();
        parked.add(new ParkedEvents(upstream, following.downstream(), partitions, listener));
        for (int number = 1; number <= partitions.count(); number++) {
            add(following, following.builder(upstream, number));
        }
    }

    /** Has an application that sets timers follow those that elapse. */
    private void addTimers(Following following) {
        if (following.follower() instanceof ProcessManagerApplication managed) {
            var own = new Timers(managed);
            timers.add(own);
            RecordedDownstream elapsed = following.downstream().inTurnWith(managed.elapsed());
            parked.add(
                    new ParkedEvents(
                            Upstream.of(managed), elapsed, Partitions.none(), managed.notices()));
            elapsing.put(add(following, following.builder(managed, elapsed)), own);
        }
    }

    private Follower add(Following following, FollowerBuilder builder) {
        NoticeListener listener = following.follower().notices();
        Follower follower =
                builder.stallsAfter(following.follower().stallsAfter())
                        .notices(
                                notice -> {
                                    failed.raise();
                                    listener.on(notice);
                                })
                        .build();
        all.add(follower);
        applications.put(follower, following.follower());
        return follower;
    }

    /**
     * Requires that each upstream is followed in the partitions in which it was.
     *
     * @throws org.annals.settings.ConfigurationException if one is not
     */
    void requirePartitions() {
        all.forEach(Followers::requirePartitions);
    }

    private static void requirePartitions(Follower follower) {
        try {
            follower.requirePartitions();
        } catch (RecorderUnavailableException | OutcomeUnknownException e) {
            // It asks again itself, before it follows.
            return;
        }
    }

    List<Follower> all() {
        return all;
    }

    List<Timers> timers() {
        return timers;
    }

    /** Returns the name of the application that a follower is of. */
    String applicationOf(Follower follower) {
        return requireNonNull(applications.get(follower), "application").name();
    }

    /** Returns what a follower last failed with, or the timers whose events it follows. */
    @Nullable Throwable failureOf(Follower follower) {
        Throwable own = follower.status().failure();
        Timers before = elapsing.get(follower);
        return own == null && before != null ? before.failure() : own;
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
                || failure instanceof OutcomeUnknownException
                || failure instanceof SubjectKeysUnavailableException;
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
        long end = end(timeout);
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

    private static long end(Duration timeout) {
        return System.nanoTime() + Math.min(NANOSECONDS.convert(timeout), FOR_EVER);
    }

    /** Whether the runner has stopped. */
    @FunctionalInterface
    interface Stopping {
        boolean isOver();
    }

    boolean awaitQuiet(Duration timeout) throws InterruptedException {
        long end = end(timeout);
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
}
