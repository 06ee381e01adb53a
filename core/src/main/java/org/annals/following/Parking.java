package org.annals.following;

import org.annals.domain.TriggerScope;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Recorder;
import org.annals.persistence.Tracking;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which events a follower has parked, and how it parks more. For one thread at a time. */
final class Parking {
    private final String trackedAs;
    private final Recorder recorder;
    private final SequenceKey sequence;
    private final Set<String> keys = new HashSet<>();

    Parking(String upstream, RecordedDownstream downstream, SequenceKey sequence) {
        this.trackedAs = downstream.trackedAs(upstream);
        this.recorder = downstream.recorder();
        this.sequence = sequence;
    }

    /** Reads of which keys events are parked. */
    void read() {
        keys.clear();
        keys.addAll(recorder.parkedKeys(trackedAs));
    }

    /** Returns whether an event must wait for one of the same key. */
    boolean isHeld(Notification event) {
        String key = sequence.of(event);
        if (!keys.contains(key)) {
            return false;
        }
        // Somebody may have tried those before it again.
        if (recorder.isParked(trackedAs, key)) {
            return true;
        }
        keys.remove(key);
        return false;
    }

    String keyOf(Notification event) {
        return sequence.of(event);
    }

    void parkBehind(Notification event, Tracking tracking) {
        park(
                ParkedEvent.behind(
                        trackedAs, sequence.of(event), event, TriggerScope.current().now()),
                tracking);
    }

    void park(Notification event, String problem, int attempts, Tracking tracking) {
        park(
                ParkedEvent.failing(
                        trackedAs,
                        sequence.of(event),
                        event,
                        problem,
                        attempts,
                        TriggerScope.current().now()),
                tracking);
    }

    private void park(ParkedEvent event, Tracking tracking) {
        keys.add(event.key());
        recorder.append(
                AppendRequest.of(List.of())
                        .withTracking(tracking.withUpstream(trackedAs))
                        .withChanges(List.of(new ProcessChange.Park(event))));
    }
}
