package org.annals.application;

import org.annals.domain.Snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An object as it was rebuilt, and how.
 *
 * @param from the version of the snapshot that it was rebuilt from, or 0
 * @param start the time of the snapshot's last event, or else of the first
 * @param cost how long it took to read and apply the events after that
 * @param damaged whether there was a snapshot that could not be used
 */
record Loaded<O>(
        Folding<O> folding,
        O object,
        long from,
        Instant createdOn,
        Instant start,
        Instant modifiedOn,
        Duration cost,
        boolean damaged) {
    long version() {
        return folding.version(object);
    }

    Snapshot<?> snapshot() {
        return folding.snapshot(object, createdOn, modifiedOn);
    }

    /** Returns how far it has come since the snapshot, if it has. */
    Optional<Growth> growth() {
        return version() == from
                ? Optional.empty()
                : Optional.of(
                        new Growth(from, version(), Duration.between(start, modifiedOn), cost));
    }
}
