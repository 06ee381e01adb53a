package org.annals.application;

import org.annals.domain.DomainEvent;
import org.annals.domain.Origin;
import org.annals.domain.Recordable;
import org.annals.domain.Recording;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Of what kind the objects are that a save is about, by their ids. For one save. */
final class Growing {
    private static final Growing NONE = new Growing(Map.of());

    private final Map<String, Folding<?>> kinds;

    private Growing(Map<String, Folding<?>> kinds) {
        this.kinds = kinds;
    }

    static Growing none() {
        return NONE;
    }

    /** Returns the kinds of objects that have something pending, which is known only before. */
    static Growing of(Iterable<? extends Recordable> objects, Foldings foldings) {
        Map<String, Folding<?>> kinds = new HashMap<>();
        for (Recordable object : objects) {
            Optional<? extends Folding<?>> kind = foldings.of(object);
            if (kind.isPresent()) {
                for (DomainEvent<?> event : object.pending().events()) {
                    Origin origin = event.origin();
                    if (origin != null) {
                        kinds.put(origin.aggregateId(), kind.get());
                    }
                }
            }
        }
        return new Growing(kinds);
    }

    /** Tells how far each has come. */
    void in(List<Recording> recordings, SnapshotTaker taker) {
        if (kinds.isEmpty()) {
            return;
        }
        Map<String, Growth> grown = new HashMap<>();
        for (Recording each : recordings) {
            Origin origin = each.domainEvent().origin();
            if (origin != null) {
                long version = origin.version();
                grown.merge(
                        origin.aggregateId(),
                        new Growth(version - 1, version, Duration.ZERO, Duration.ZERO),
                        (all, one) ->
                                new Growth(
                                        all.before(), one.after(), Duration.ZERO, Duration.ZERO));
            }
        }
        grown.forEach(
                (id, growth) -> {
                    Folding<?> kind = kinds.get(id);
                    if (kind != null) {
                        taker.grown(kind, id, growth);
                    }
                });
    }
}
