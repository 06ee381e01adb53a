package org.annals.following;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Text;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Recorder;
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
    private final RecordedDownstream downstream;
    private final List<String> places;

    /** Makes those of an upstream that a downstream keeps. */
    public ParkedEvents(Upstream upstream, RecordedDownstream downstream) {
        this(upstream, downstream, Partitions.none());
    }

    /** Makes those of an upstream that is followed in partitions. */
    public ParkedEvents(Upstream upstream, RecordedDownstream downstream, Partitions partitions) {
        this.upstream = requireNonNull(upstream, "upstream");
        this.downstream = requireNonNull(downstream, "downstream");
        this.places =
                partitions.names(upstream.name()).stream().map(downstream::trackedAs).toList();
    }

    /** Returns the upstream. */
    public Upstream upstream() {
        return upstream;
    }

    /** Returns how many events are parked. */
    public long count() {
        return places.stream().mapToLong(recorder()::countParked).sum();
    }

    /** Returns the keys of which events are parked, sorted. */
    public List<String> keys() {
        return places.stream()
                .flatMap(place -> recorder().parkedKeys(place).stream())
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
                .flatMap(place -> recorder().readParked(place, after, limit).stream())
                .sorted(Comparator.comparingLong(ParkedEvent::position))
                .limit(limit)
                .toList();
    }

    private Recorder recorder() {
        return downstream.recorder();
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
     * Gives an event up: it is taken out and never takes effect.
     *
     * @throws org.annals.persistence.ParkedEventGoneException if it is not parked
     */
    public void evict(long position) {
        var unpark = new ProcessChange.Unpark(placeOf(position), position);
        recorder().append(AppendRequest.of(List.of()).withChanges(List.of(unpark)));
    }

    /** Returns where an event is parked; if it is nowhere, any place says so. */
    private String placeOf(long position) {
        return places.stream()
                .filter(place -> isParked(place, position))
                .findFirst()
                .orElse(places.getFirst());
    }

    private boolean isParked(String place, long position) {
        return recorder().readParked(place, position - 1, 1).stream()
                .anyMatch(event -> event.position() == position);
    }
}
