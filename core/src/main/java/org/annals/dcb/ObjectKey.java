package org.annals.dcb;

import org.annals.domain.Recording;
import org.annals.domain.Snapshot;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Which enduring object is meant. Immutable.
 *
 * @param filling by which tags its events may have been given later
 */
record ObjectKey<O extends EnduringObject<?>>(EnduringType<O> type, String id, String filling)
        implements ModelKey<O> {
    @Override
    public Object of() {
        return type.objectClass();
    }

    @Override
    public String subject() {
        return type.tagOf(id) + filling;
    }

    @Override
    public @Nullable Class<?> stateClass() {
        return type.stateClass().orElse(null);
    }

    @Override
    public boolean isMutable() {
        return true;
    }

    @Override
    public long position(O object) {
        return object.position();
    }

    @Override
    public Snapshot<?> snapshot(O object) {
        return type.snapshot(object, subject());
    }

    @Override
    public O restored(Snapshot<?> snapshot) {
        return type.restored(id, snapshot);
    }

    @Override
    public O replayed(List<Recording> events, long position) {
        return type.begun(id, events, position).orElseThrow();
    }

    // A type is equal to no other, and is made anew by each of its methods.
    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectKey<?> key
                && of().equals(key.of())
                && subject().equals(key.subject());
    }

    @Override
    public int hashCode() {
        return 31 * of().hashCode() + id.hashCode();
    }
}
