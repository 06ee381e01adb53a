package org.annals.following;

import org.annals.domain.EventSourcingException;
import org.annals.domain.TriggerScope;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ParkedKeyGoneException;
import org.annals.persistence.ParkingRecorder;
import org.annals.persistence.Tracking;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which events a follower has parked, and how it parks more. For one thread at a time; any may
 * count.
 */
final class Parking {
    private static final int UNKNOWN = -1;
    private static final long SELDOM = Duration.ofSeconds(1).toNanos();

    private final String trackedAs;
    private final ParkingDownstream downstream;
    private final ParkingRecorder recorder;
    private final SequenceKey sequence;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final AtomicLong counted = new AtomicLong(System.nanoTime());
    private volatile int count = UNKNOWN;

    Parking(String upstream, ParkingDownstream downstream, SequenceKey sequence) {
        this.trackedAs = downstream.trackedAs(upstream);
        this.downstream = downstream;
        this.recorder = downstream.parking();
        this.sequence = sequence;
    }

    /** Reads of which keys events are parked. */
    void read() {
        keys.clear();
        keys.addAll(recorder.parkedKeys(trackedAs));
        count = UNKNOWN;
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

    /** Returns of how many keys events are parked, which others may try again meanwhile. */
    int countKeys() {
        if (keys.isEmpty()) {
            return 0;
        }
        long last = counted.get();
        long now = System.nanoTime();
        boolean isDue = count == UNKNOWN || now - last > SELDOM;
        if (isDue && counted.compareAndSet(last, now)) {
            try {
                count = recorder.parkedKeys(trackedAs).size();
            } catch (EventSourcingException e) {
                // It is as it was last known to be.
                count = count == UNKNOWN ? keys.size() : count;
            }
        }
        return count == UNKNOWN ? keys.size() : count;
    }

    String keyOf(Notification event) {
        return sequence.of(event);
    }

    /** Parks an event behind others of its key, unless none is parked any more: then it is free. */
    boolean parkBehind(Notification event, Tracking tracking) {
        String key = sequence.of(event);
        var behind = ParkedEvent.behind(trackedAs, key, event, TriggerScope.current().now());
        try {
            downstream.parkBehind(behind, tracking);
            return true;
        } catch (ParkedKeyGoneException e) {
            keys.remove(key);
            return false;
        }
    }

    void park(Notification event, String problem, int attempts, Tracking tracking) {
        String key = sequence.of(event);
        var failing =
                ParkedEvent.failing(
                        trackedAs, key, event, problem, attempts, TriggerScope.current().now());
        keys.add(key);
        downstream.park(failing, tracking);
        count = UNKNOWN;
    }

    /** Returns whether an event is parked. */
    boolean has(Notification event) {
        return recorder.readParked(trackedAs, event.position() - 1, 1).stream()
                .anyMatch(each -> each.position() == event.position());
    }
}
