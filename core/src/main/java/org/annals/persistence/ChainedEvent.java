package org.annals.persistence;

import org.jspecify.annotations.Nullable;

/**
 * What is kept at one place of a log, taken as it is: unlike a {@link Notification} it may be what
 * no recorder would have written. Immutable.
 *
 * @param position as kept, even below 1
 * @param storedEvent null if what is kept there cannot be an event
 * @param hash the hash kept beside it, or null if there is none
 */
public record ChainedEvent(
        long position, @Nullable StoredEvent storedEvent, @Nullable Bytes hash) {}
