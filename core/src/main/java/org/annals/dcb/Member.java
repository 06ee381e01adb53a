package org.annals.dcb;

import java.util.Optional;

/**
 * One who is asked for as a member of a group, and known when the group is made: see {@link
 * Members}. For one thread at a time.
 *
 * @param <O> the class of the enduring object
 */
public final class Member<O extends EnduringObject<?>> {
    private final EnduringType<O> type;
    private final String id;
    private final Sought<O> sought;
    private final JointReading together;

    Member(EnduringType<O> type, String id, JointReading together) {
        this.type = type;
        this.id = id;
        this.sought = together.add(type, id);
        this.together = together;
    }

    /**
     * Returns the enduring object.
     *
     * @throws EnduringObjectNotFoundException if no event with its tag creates it
     * @throws IllegalStateException before the group is made
     */
    public O get() {
        return find().orElseThrow(
                        () ->
                                new EnduringObjectNotFoundException(
                                        type.objectClass(), type.tagOf(id)));
    }

    /**
     * Returns the enduring object, or empty if no event with its tag creates it.
     *
     * @throws IllegalStateException before the group is made
     */
    public Optional<O> find() {
        if (!together.isRead()) {
            throw new IllegalStateException(
                    "%s has not been read. Ask for it in what members.group(…) is given."
                            .formatted(type.tagOf(id)));
        }
        return sought.found();
    }

    @Override
    public String toString() {
        return "Member[%s]".formatted(type.tagOf(id));
    }
}
