package org.annals.projection;

import org.annals.following.Downstream;
import org.annals.following.ParkingDownstream;
import org.annals.following.Partitions;
import org.annals.following.RecordedDownstream;
import org.annals.following.Upstream;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ParkingRecorder;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Recorder;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.TransactionWork;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where one edition of a view is written, or a partition of it, under a tracking of its own, until
 * all of it has caught up and goes live. May be shared between threads.
 */
class Projecting implements Downstream {
    private static final long UNKNOWN = -1;

    private final Projection<?> projection;
    private final Edition edition;
    private final ViewStore views;
    private final Editions editions;
    private final Upstream upstream;
    private final Partitions partitions;
    private volatile boolean isLive;
    private volatile boolean mayGoLive;
    private volatile boolean hasCaughtUp;
    // Before the last look, when there was one.
    private volatile long headBefore = Long.MAX_VALUE;
    private volatile long replayEnd = UNKNOWN;
    // Where the place of its follower stands, as that has read or moved it.
    private volatile long place;

    Projecting(ProjectionRunnerBuilder<?> parts, Edition edition) {
        this.projection = parts.projection;
        this.edition = edition;
        this.views = parts.views;
        this.editions = new Editions(views, projection.name());
        this.upstream = parts.upstream;
        this.partitions = parts.partitions();
        this.mayGoLive = !parts.isLiveByHand();
        lookWhichIsLive();
    }

    @Override
    public Optional<Tracking> lookUp(String name) {
        return find(trackedAs(name)).map(tracking -> tracking.withUpstream(name));
    }

    /** Returns the place, and finds out on the way what is replayed and which edition is live. */
    @Override
    public Optional<Tracking> findTracking(String name) {
        Optional<Tracking> found = find(trackedAs(name));
        if (!partitions.names(upstream.name()).contains(name)) {
            // That of all partitions together only says how many there are.
            return found.map(tracking -> tracking.withUpstream(name));
        }
        if (replayEnd == UNKNOWN) {
            replayEnd = replayEnd(found.isEmpty());
        }
        lookWhichIsLive();
        place = position(found);
        goLiveIfCaughtUp(place);
        return found.map(tracking -> tracking.withUpstream(name));
    }

    /** What is there before the first event is processed is replayed, now and after a restart. */
    private long replayEnd(boolean isNew) {
        String replay = edition.replayOf(upstream.name());
        Optional<Tracking> known = find(replay);
        long head = known.isEmpty() && isNew ? upstream.log().head() : 0;
        if (head == 0) {
            return position(known);
        }
        try {
            views.write(Tracking.of(replay, head), transaction -> {});
            return head;
        } catch (TrackingConflictException e) {
            return position(find(replay));
        }
    }

    @Override
    public void process(List<Incoming> events, Tracking tracking) {
        if (hasCaughtUp && !isLive) {
            // Whoever has another partition may have let it go live.
            lookWhichIsLive();
        }
        views.write(place, tracked(tracking), work(events));
        hasMoved(tracking);
    }

    @Override
    public void track(Tracking tracking) {
        views.write(tracked(tracking), transaction -> {});
    }

    /** Returns the name under which a place is tracked, and what belongs to it is kept. */
    public final String trackedAs(String name) {
        return edition.trackingOf(name);
    }

    private Tracking tracked(Tracking tracking) {
        return tracking.withUpstream(trackedAs(tracking.upstream()));
    }

    private void hasMoved(Tracking tracking) {
        place = tracking.position();
        goLiveIfCaughtUp(place);
    }

    final TransactionWork work(List<Incoming> events) {
        return transaction -> projection.project(transaction, edition, events, this::isReplayed);
    }

    private boolean isReplayed(long position) {
        return !isLive || position <= replayEnd;
    }

    // A log that grows all the time is never caught up with wholly: it is enough to have reached
    // what it was a batch ago.
    private void goLiveIfCaughtUp(long position) {
        if (!mayGoLive) {
            return;
        }
        if (position < headBefore) {
            headBefore = upstream.log().head();
        }
        if (position < headBefore) {
            return;
        }
        hasCaughtUp = true;
        if (partitions.count() == 1 || recordedPosition() >= headBefore) {
            goLive();
        }
    }

    /** Lets readers find this edition, unless a later one is live. */
    void goLive() {
        editions.goLive(edition);
        lookWhichIsLive();
    }

    private void lookWhichIsLive() {
        int live = editions.liveVersion();
        isLive = live == edition.version();
        mayGoLive &= live < edition.version();
    }

    final Upstream upstream() {
        return upstream;
    }

    final Partitions partitions() {
        return partitions;
    }

    boolean isLive() {
        return isLive;
    }

    /** Returns the position that is recorded of all partitions, by whichever processes. */
    long recordedPosition() {
        return partitions.names(upstream.name()).stream()
                .mapToLong(name -> position(find(trackedAs(name))))
                .min()
                .orElseThrow();
    }

    private Optional<Tracking> find(String name) {
        return views.findTracking(name);
    }

    /** A view in the database of a recorder, whose followers have leases and may park events. */
    static final class Recorded extends Projecting implements RecordedDownstream {
        private final Recorder recorder;

        Recorded(ProjectionRunnerBuilder<?> parts, Edition edition, Recorder recorder) {
            super(parts, edition);
            this.recorder = recorder;
        }

        @Override
        public Recorder recorder() {
            return recorder;
        }

        @Override
        public Optional<Tracking> findTracking(String name) {
            return super.findTracking(name);
        }

        /** Waits until whoever has the partitions has recorded a position, for so long at most. */
        void await(long position, Duration time) throws InterruptedException {
            for (String name : partitions().names(upstream().name())) {
                if (!recorder.awaitTracking(trackedAs(name), position, time)) {
                    return;
                }
            }
        }

        @Override
        public void processParked(Incoming event, ProcessChange.Unpark unpark) {
            recorder.append(
                    AppendRequest.of(List.of())
                            .withWork(work(List.of(event)))
                            .withChanges(List.of(unpark)));
        }
    }

    /** A view in any other database that has JDBC, where events may be parked. */
    static final class Parkable extends Projecting implements ParkingDownstream {
        private final DataSourceViews views;

        Parkable(ProjectionRunnerBuilder<?> parts, Edition edition, DataSourceViews views) {
            super(parts, edition);
            this.views = views;
        }

        @Override
        public ParkingRecorder parking() {
            return views.parking();
        }

        @Override
        public void park(ParkedEvent event, Tracking tracking) {
            views.parking().park(event, super.place, super.tracked(tracking));
            super.hasMoved(tracking);
        }

        @Override
        public void parkBehind(ParkedEvent event, Tracking tracking) {
            views.parking().parkBehind(event, super.place, super.tracked(tracking));
            super.hasMoved(tracking);
        }

        @Override
        public void processParked(Incoming event, ProcessChange.Unpark unpark) {
            views.parking().unpark(unpark, work(List.of(event)));
        }

        @Override
        public void evict(ProcessChange.Unpark unpark) {
            views.parking().unpark(unpark, transaction -> {});
        }
    }

    private static long position(Optional<Tracking> tracking) {
        return tracking.map(Tracking::position).orElse(0L);
    }
}
