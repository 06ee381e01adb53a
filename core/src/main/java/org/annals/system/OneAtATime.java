package org.annals.system;

import org.annals.following.Partitions;
import org.annals.following.RecordedDownstream;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Recorder;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the policies of one application run one at a time in each partition, whichever upstreams
 * their events are of. May be shared between threads.
 */
final class OneAtATime implements RecordedDownstream {
    private static final String WHOLE = "";

    private final RecordedDownstream downstream;
    private final Partitions partitions;
    private final @Nullable ReentrantLock only;
    private final Map<String, ReentrantLock> turns;

    /**
     * @param only in which all have their turn, whatever their partition: that of a runner in the
     *     threads of commands, for whoever held two could wait for himself
     */
    OneAtATime(ProcessApplication follower, @Nullable ReentrantLock only) {
        this(follower.downstream(), follower.partitions(), only, new ConcurrentHashMap<>());
    }

    private OneAtATime(
            RecordedDownstream downstream,
            Partitions partitions,
            @Nullable ReentrantLock only,
            Map<String, ReentrantLock> turns) {
        this.downstream = downstream;
        this.partitions = partitions;
        this.only = only;
        this.turns = turns;
    }

    /** Returns another downstream of the application, whose policy has its turn among these. */
    OneAtATime inTurnWith(RecordedDownstream other) {
        return new OneAtATime(other, partitions, only, turns);
    }

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
        inTurn(trackedAs(tracking.upstream()), () -> downstream.process(events, tracking));
    }

    @Override
    public void processParked(Incoming event, ProcessChange.Unpark unpark) {
        inTurn(unpark.upstream(), () -> downstream.processParked(event, unpark));
    }

    private void inTurn(String place, Runnable processing) {
        ReentrantLock turn =
                only == null
                        ? turns.computeIfAbsent(partitionIn(place), each -> new ReentrantLock(true))
                        : only;
        turn.lock();
        try {
            processing.run();
        } finally {
            turn.unlock();
        }
    }

    /** Returns what the names of one partition's places in all upstreams end in. */
    private String partitionIn(String place) {
        return partitions.count() == 1
                ? WHOLE
                : place.substring(Math.max(0, place.lastIndexOf('#')));
    }
}
