package org.annals.following;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ParkingRecorder;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Recorder;
import org.annals.persistence.Tracking;

import java.util.List;
import java.util.Optional;

/**
 * A downstream whose places are kept by a recorder, so that its followers may compete under leases,
 * and may park events. Implementations may be shared between threads.
 */
public interface RecordedDownstream extends ParkingDownstream {
    /** Returns the recorder. */
    Recorder recorder();

    /**
     * Returns the name under which the recorder has the place in an upstream log, its lease and its
     * parked events: that of the upstream, unless several places in it are kept.
     *
     * @param upstream its name, or that of one of its {@linkplain Partitions partitions}
     */
    @Override
    default String trackedAs(String upstream) {
        return upstream;
    }

    @Override
    default Optional<Tracking> findTracking(String upstream) {
        return recorder().findTracking(trackedAs(upstream));
    }

    @Override
    default ParkingRecorder parking() {
        return recorder();
    }

    @Override
    default void park(ParkedEvent event, Tracking tracking) {
        append(new ProcessChange.Park(event), tracking);
    }

    @Override
    default void parkBehind(ParkedEvent event, Tracking tracking) {
        append(new ProcessChange.ParkBehind(event), tracking);
    }

    private void append(ProcessChange change, Tracking tracking) {
        recorder()
                .append(
                        AppendRequest.of(List.of())
                                .withTracking(tracking.withUpstream(trackedAs(tracking.upstream())))
                                .withChanges(List.of(change)));
    }

    @Override
    default void evict(ProcessChange.Unpark unpark) {
        recorder().append(AppendRequest.of(List.of()).withChanges(List.of(unpark)));
    }
}
