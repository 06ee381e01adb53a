package org.annals.following;

import org.annals.persistence.Notification;

/**
 * Which events must be processed in order among themselves: those of one key. When one of them is
 * parked the later ones are parked behind it, and all others go on. {@link Partitions} divide
 * events by their keys. May be shared between threads.
 */
@FunctionalInterface
public interface SequenceKey {
    /** Returns the key of an event, always the same. */
    String of(Notification event);

    /**
     * Returns what it is told by from other keys, now and after a restart: empty if by nothing, as
     * a lambda. Partitions that are divided by another key than before are noticed by it.
     */
    default String name() {
        return "";
    }

    /** Returns the aggregate's id; an event of no aggregate is alone, under its own id. */
    static SequenceKey byAggregate() {
        return new AggregateKey();
    }

    /**
     * Returns the value of the first tag of a key that an event was recorded with; an event without
     * one is as by aggregate.
     */
    static SequenceKey byTag(String key) {
        return new TagKey(key);
    }
}
