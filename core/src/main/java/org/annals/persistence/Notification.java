package org.annals.persistence;

import static java.util.Objects.requireNonNull;

/**
 * A stored event with its position in the log. Immutable.
 *
 * @param position 1 or more
 */
public record Notification(long position, StoredEvent storedEvent) {
    public Notification {
        requireNonNull(storedEvent, "storedEvent");
        if (position < 1) {
            throw new IllegalArgumentException(
                    "Position %d is impossible: positions begin with 1.".formatted(position));
        }
    }
}
