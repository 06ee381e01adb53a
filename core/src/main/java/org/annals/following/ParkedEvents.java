package org.annals.following;

import static java.util.Objects.requireNonNull;

import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.domain.Text;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ParkedEventGoneException;
import org.annals.persistence.ParkingRecorder;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Tracking;

import java.util.Comparator;
import java.util.List;

/**
 * The events of an upstream that its followers have parked, in any of its partitions: to be looked
 * at, tried again, or given up. May be shared between threads, and used while followers run, in any
 * process.
 */
public final class ParkedEvents {
    private static final int PAGE = 100;

    private final Upstream upstream;
    private final ParkingDownstream downstream;
    private final List<String> places;
    private final NoticeListener listener;

    /** Makes those of an upstream that a downstream keeps. */
    public ParkedEvents(Upstream upstream, ParkingDownstream downstream) {
        this(upstream, downstream, Partitions.none(), NoticeListener.toSystemLogger());
    }

    /**
     * Makes those of an upstream that is followed in partitions.
     *
     * @param listener is told what is evicted
     */
    public ParkedEvents(
            Upstream upstream,
            ParkingDownstream downstream,
            Partitions partitions,
            NoticeListener listener) {
        this.upstream = requireNonNull(upstream, "upstream");
        this.downstream = requireNonNull(downstream, "downstream");
        this.listener = requireNonNull(listener, "listener");
        this.places =
                partitions.names(upstream.name()).stream().map(downstream::trackedAs).toList();
    }

    /** Returns the upstream. */
    public Upstream upstream() {
        return upstream;
    }

    /** Returns how many events are parked. */
    public long count() {
        return places.stream().mapToLong(parking()::countParked).sum();
    }

    /** Returns the keys of which events are parked, sorted. */
    public List<String> keys() {
        return places.stream()
                .flatMap(place -> parking().parkedKeys(place).stream())
                .distinct()
                .sorted(Text::compare)
                .toList();
    }

    /**
     * Returns some parked events, in order of position.
     *
     * @param after a position, 0 for all
     * @param limit how many at most
     */
    public List<ParkedEvent> read(long after, int limit) {
        return places.stream()
                .flatMap(place -> parking().readParked(place, after, limit).stream())
                .sorted(Comparator.comparingLong(ParkedEvent::position))
                .limit(limit)
                .toList();
    }

    private ParkingRecorder parking() {
        return downstream.parking();
    }

    /**
     * Tries the parked events of a key again, in order, and returns how many took effect. From then
     * on, if none is left, later events of the key are processed as they come.
     *
     * @throws RuntimeException what the first one that fails again fails with; it and those behind
     *     it stay parked
     */
    public int retry(String key) {
        requireNonNull(key, "key");
        int processed = 0;
        long after = 0;
        while (true) {
            List<ParkedEvent> page = read(after, PAGE);
            if (page.isEmpty()) {
                return processed;
            }
            for (ParkedEvent each : page) {
                if (each.key().equals(key)) {
                    retry(each);
                    processed++;
                }
            }
            after = page.getLast().position();
        }
    }

    private void retry(ParkedEvent parked) {
        long position = parked.position();
        LogSelection selection = LogSelection.all().from(position).upTo(position).limit(1);
        List<Notification> there = upstream.log().pull(selection).notifications();
        if (there.isEmpty() || !there.getFirst().storedEvent().id().equals(parked.eventId())) {
            throw new UpstreamChangedException(
                    upstream.name(),
                    position,
                    "the parked event %s is not there".formatted(parked.eventId()));
        }
        Notification event = there.getFirst();
        var tracking = Tracking.of(upstream.name(), position, parked.eventId());
        downstream.processParked(
                new Downstream.Incoming(tracking, upstream.toDomain(event)),
                new ProcessChange.Unpark(parked.upstream(), position));
    }

    /**
     * Gives an event up, which is told, and returns what was parked: it is taken out and never
     * takes effect.
     *
     * @throws ParkedEventGoneException if it is not parked
     */
    public ParkedEvent evict(long position) {
        ParkedEvent event =
                places.stream()
                        .flatMap(place -> parking().readParked(place, position - 1, 1).stream())
                        .filter(each -> each.position() == position)
                        .findFirst()
                        .orElseThrow(() -> new ParkedEventGoneException(upstream.name(), position));
        var unpark = new ProcessChange.Unpark(event.upstream(), position);
        downstream.evict(unpark);
        listener.tell(
                new Notice.EventEvicted(
                        event.upstream(), position, event.key(), event.eventId(), event.problem()));
        return event;
    }
}
