package org.annals.domain;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A state as it was after some of its subject's events, from which one goes on with those after
 * them. Immutable, if the state is.
 *
 * @param <S> the type of the state
 * @param subject what it is a state of, such as an aggregate's id
 * @param version the version, or position, up to which it was folded: 1 or more
 * @param createdOn the time of the first event, cut to microseconds
 * @param modifiedOn the time of the last event, cut to microseconds
 * @param state the user's value
 */
public record Snapshot<S>(
        String subject, long version, Instant createdOn, Instant modifiedOn, S state) {
    /**
     * @throws IllegalArgumentException if the version is below 1
     */
    public Snapshot {
        requireNonNull(subject, "subject");
        if (version < 1) {
            throw new IllegalArgumentException(
                    "A snapshot of '%s' cannot be of version %d: versions and positions begin with 1."
                            .formatted(subject, version));
        }
        createdOn = createdOn.truncatedTo(ChronoUnit.MICROS);
        modifiedOn = modifiedOn.truncatedTo(ChronoUnit.MICROS);
        requireNonNull(state, "state");
    }

    /** Returns what it is of, and nothing of the state. */
    @Override
    public String toString() {
        return "Snapshot[%s at %d]".formatted(subject, version);
    }
}
