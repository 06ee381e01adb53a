package org.annals.domain;

import static java.util.Objects.requireNonNull;

/**
 * Which change of which aggregate an event is. Immutable.
 *
 * @param aggregateId the aggregate's id: text that is not blank
 * @param version the aggregate's version after the event: 1, 2, 3 … without holes
 */
public record Origin(String aggregateId, long version) {
    /**
     * @throws IllegalArgumentException if the id is blank or cannot be stored, or the version is
     *     below 1
     */
    public Origin {
        Text.requireStorable(aggregateId, "aggregate id");
        if (requireNonNull(aggregateId, "aggregateId").isBlank()) {
            throw new IllegalArgumentException(
                    "An aggregate id is blank. Give it at least one visible character.");
        }
        if (version < 1) {
            throw new IllegalArgumentException(
                    "Version %d of aggregate '%s' is impossible: versions begin with 1."
                            .formatted(version, aggregateId));
        }
    }
}
