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
    private boolean isUsed;

    Members(JointReading together) {
        this.together = together;
    }

    /**
     * Asks for a member.
     *
     * @throws IllegalStateException if the group was asked for
     */
    public <O extends EnduringObject<?>> Member<O> add(EnduringType<O> type, String id) {
        requireUnused();
        return new Member<>(requireNonNull(type, "type"), requireNonNull(id, "id"), together);
    }

    /**
     * Reads all who were asked for and returns the group. That one of them was not there is part of
     * what the group decides on.
     *
     * @param constructor makes it of the members, and may refuse to go on without one
     * @throws IllegalStateException if it was asked for before, whether it was made or not
     */
    public <G extends Group<?>> G group(Supplier<G> constructor) {
        requireNonNull(constructor, "constructor");
        requireUnused();
        // What was read by half would be folded twice by another read.
        isUsed = true;
        together.read();
        return together.grouped(constructor.get());
    }

    private void requireUnused() {
        if (isUsed) {
            throw new IllegalStateException(
                    "The group of these members was asked for. Ask decisions().members() for others.");
        }
    }
}
