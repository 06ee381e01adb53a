package org.annals.dcb;

import org.annals.dcb.ModelMemory.Progress;
import org.annals.domain.Recording;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An enduring object that is being read. For one {@link JointReading}.
 *
 * @param <O> its class
 */
final class Sought<O extends EnduringObject<?>> {
    private final @Nullable ObjectKey<O> key;
    private final long from;
    private final @Nullable Instant since;
    private final List<Recording> events = new ArrayList<>();
    private @Nullable O object;

    /**
     * @param key null if nobody is to remember it
     * @param object as far as it is known, or null if it is to be read from the beginning
     */
    Sought(@Nullable ObjectKey<O> key, @Nullable O object) {
        this.key = key;
        this.object = object;
        this.from = object == null ? 0 : object.position();
        this.since = object != null && object.exists() ? object.modifiedOn() : null;
    }

    boolean isOf(EnduringType<?> type) {
        return key == null
                ? type.objectClass().isInstance(object)
                : key.type().objectClass() == type.objectClass();
    }

    /** Returns the position from which it is to be read on. */
    long position() {
        return from;
    }

    void add(Recording recording) {
        if (recording.position() > from) {
            events.add(recording);
        }
    }

    void finish(long head, ModelMemory memory, Duration cost) {
        if (object != null) {
            object.readOn(events, head);
        } else if (key != null) {
            object = key.type().begun(key.id(), events, head).orElse(null);
        }
        if (key != null && object != null && !events.isEmpty() && object.exists()) {
            Instant begin = since == null ? events.getFirst().domainEvent().timestamp() : since;
            memory.readOn(key, object, new Progress(from, begin, events, cost));
        }
    }

    /** Returns the object, if it exists, when all was read. */
    Optional<O> found() {
        return Optional.ofNullable(object).filter(EnduringObject::exists);
    }
}
