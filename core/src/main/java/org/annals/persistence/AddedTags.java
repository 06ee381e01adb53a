package org.annals.persistence;

import org.annals.domain.EventTag;

import java.util.Set;

/**
 * Tags by which an event is to be selected besides those that it was recorded with. Immutable.
 *
 * @param position of the event, 1 or more
 * @param tags one at least; those that it has already change nothing
 */
public record AddedTags(long position, Set<EventTag> tags) {
    /**
     * Copies the set.
     *
     * @throws IllegalArgumentException if the position is below 1, or there is no tag
     */
    public AddedTags {
        tags = Set.copyOf(tags);
        if (position < 1) {
            throw new IllegalArgumentException(
                    "Position %d cannot be given tags: positions begin with 1."
                            .formatted(position));
        }
        if (tags.isEmpty()) {
            throw new IllegalArgumentException(
                    "No tag is given for position %d. Leave the position out.".formatted(position));
        }
    }

    /**
     * Refuses tags of an event that is not recorded.
     *
     * @throws IllegalArgumentException if the position is beyond the head
     */
    public void requireRecorded(long head) {
        if (position > head) {
            throw notRecorded(position);
        }
    }

    /** Returns the exception for a position at which no event is recorded. */
    public static IllegalArgumentException notRecorded(long position) {
        return new IllegalArgumentException(
                "There is no event at position %d to be given tags; none was given any. Give tags to recorded events alone."
                        .formatted(position));
    }
}
