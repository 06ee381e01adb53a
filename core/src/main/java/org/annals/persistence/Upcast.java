package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * One of the events into which an {@link Upcaster} splits another. Immutable.
 *
 * @param type the stored name of the event that it becomes
 * @param version the schema version that it becomes; the chain of that type goes on from it
 * @param change what is to be changed in a copy of the fields
 */
public record Upcast(String type, int version, Consumer<Fields> change) {
    /**
     * @throws IllegalArgumentException if the version is below 1
     */
    public Upcast {
        requireNonNull(type, "type");
        requireNonNull(change, "change");
        if (version < 1) {
            throw new IllegalArgumentException(
                    "'%s' cannot become version %d: versions begin with 1."
                            .formatted(type, version));
        }
    }

    /** Returns a part whose fields are those that the change leaves. */
    public static Upcast into(String type, int version, Consumer<Fields> change) {
        return new Upcast(type, version, change);
    }

    EventVersion target() {
        return new EventVersion(type, version);
    }
}
