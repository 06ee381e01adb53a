package org.annals.domain;

import static java.util.Objects.requireNonNull;

/**
 * A domain event with the position at which it stands in the application's log. Immutable.
 *
 * @param position 1 or more
 */
public record Recording(long position, DomainEvent<?> domainEvent) {
    /**
     * @throws IllegalArgumentException if the position is below 1
     */
    public Recording {
        requireNonNull(domainEvent, "domainEvent");
        if (position < 1) {
            throw new IllegalArgumentException(
                    "Position %d is impossible: positions begin with 1.".formatted(position));
        }
    }
}
