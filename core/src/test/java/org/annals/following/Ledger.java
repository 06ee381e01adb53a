package org.annals.following;

import org.annals.domain.EventSourcingException;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes down what a follower hands over, all of a batch or nothing. May be shared. */
final class Ledger implements Downstream {
    private final Map<String, Tracking> trackings = new HashMap<>();
    private final List<Object> written = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private @Nullable Consumer<Object> check;
    private @Nullable RuntimeException afterwards;

    /** Has each event looked at before it is written down; what that throws fails the batch. */
    synchronized void check(Consumer<Object> check) {
        this.check = check;
    }

    /** Loses the next reply: it is written down, and this thrown. */
    synchronized void throwAfterwards(EventSourcingException failure) {
        afterwards = failure;
    }

    synchronized List<Object> written() {
        return List.copyOf(written);
    }

    /** Returns how many events each batch had, those without any left out. */
    synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    /** Becomes what it was when so many events were written, the last of them at a place. */
    synchronized void restore(int count, Tracking place) {
        written.subList(count, written.size()).clear();
        trackings.put(place.upstream(), place);
    }

    @Override
    public synchronized Optional<Tracking> findTracking(String upstream) {
        return Optional.ofNullable(trackings.get(upstream));
    }

    @Override
    public synchronized void process(List<Incoming> events, Tracking tracking) {
        Tracking before = trackings.get(tracking.upstream());
        long first =
                events.isEmpty() ? tracking.position() : events.getFirst().tracking().position();
        if (before != null && before.position() >= first) {
            throw new TrackingConflictException(before, tracking);
        }
        List<Object> made = new ArrayList<>();
        for (Incoming each : events) {
            each.domainEvents()
                    .forEach(
                            event -> {
                                if (check != null) {
                                    check.accept(event.event());
                                }
                                made.add(event.event());
                            });
        }
        trackings.put(tracking.upstream(), tracking);
        written.addAll(made);
        if (!events.isEmpty()) {
            batches.add(events.size());
        }
        RuntimeException failure = afterwards;
        if (failure != null) {
            afterwards = null;
            throw failure;
        }
    }
}
