package org.annals.dcb;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;

/**
 * The members that a group is to have, of any classes and any number, who are read together, as of
 * the same position.
 *
 * {@snippet class="org.annals.dcb.GroupTest" region="members"}
 *
 * <p>For one group, and for one thread.
 */
public final class Members {
    private final JointReading together;

    Members(JointReading together) {
        this.together = together;
    }

    /**
     * Asks for a member.
     *
     * @throws IllegalStateException if the group was made
     */
    public <O extends EnduringObject<?>> Member<O> add(EnduringType<O> type, String id) {
        requireUnread();
        return new Member<>(requireNonNull(type, "type"), requireNonNull(id, "id"), together);
    }

    /**
     * Reads all who were asked for and returns the group. That one of them was not there is part of
     * what the group decides on.
     *
     * @param constructor makes it of the members, and may refuse to go on without one
     * @throws IllegalStateException if the group was made
     */
    public <G extends Group<?>> G group(Supplier<G> constructor) {
        requireNonNull(constructor, "constructor");
        requireUnread();
        together.read();
        return together.grouped(constructor.get());
    }

    private void requireUnread() {
        if (together.isRead()) {
            throw new IllegalStateException(
                    "The group of these members was made. Ask decisions().members() for others.");
        }
    }
}
