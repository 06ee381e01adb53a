package org.annals.testkit.scenario;

import org.annals.domain.Snapshot;
import org.annals.persistence.Transcoder;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * That a snapshot at any version, and the events after it, make the state that all events make.
 * Snapshots are encoded and decoded on the way.
 */
final class SnapshotCheck {
    private final Class<?> stateClass;
    private final Transcoder transcoder;

    SnapshotCheck(Class<?> stateClass, Transcoder transcoder) {
        this.stateClass = stateClass;
        this.transcoder = transcoder;
    }

    /**
     * Requires it.
     *
     * @param last the version of the whole
     * @param replayed returns the snapshot of what the first events make
     * @param continued returns the snapshot of what one, and the events after its version, make
     */
    void require(
            int last,
            IntFunction<Snapshot<?>> replayed,
            BiFunction<Snapshot<?>, Integer, Snapshot<?>> continued) {
        if (last == 0) {
            return;
        }
        Object whole = replayed.apply(last).state();
        for (int version = 1; version <= last; version++) {
            Snapshot<?> kept = readBack(replayed.apply(version));
            Object state = continued.apply(kept, version).state();
            if (!isSame(whole, state)) {
                throw new AssertionError(
                        "A snapshot at version %d and the events after it make another state than all events. Let %s have everything that events change, or raise its version.%nexpected: %s%n  actual: %s"
                                .formatted(version, stateClass.getName(), whole, state));
            }
        }
    }

    private Snapshot<?> readBack(Snapshot<?> snapshot) {
        byte[] encoded = transcoder.encode(snapshot.state());
        return new Snapshot<>(
                snapshot.subject(),
                snapshot.version(),
                snapshot.createdOn(),
                snapshot.modifiedOn(),
                transcoder.decode(encoded, stateClass));
    }

    // Values with arrays are never equal.
    private boolean isSame(Object one, Object other) {
        return Objects.equals(one, other)
                || Arrays.equals(transcoder.encode(one), transcoder.encode(other));
    }
}
