package org.annals.domain;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Optional;

/**
 * A value that may have been erased. Whatever replays an event or shows a state says what it does
 * then: there is no way to the value but those that tell. Immutable, if the value is.
 *
 * @param <T> the value
 */
public final class Erasable<T> {
    private static final Erasable<?> ERASED = new Erasable<>(null);

    private final @Nullable T value;
    // Written before anybody but who has read it has it.
    private @Nullable String subject;

    private Erasable(@Nullable T value) {
        this.value = value;
    }

    /** Returns a value that is there. */
    public static <T> Erasable<T> of(T value) {
        return new Erasable<>(requireNonNull(value, "value"));
    }

    /** Returns one that was erased. */
    @SuppressWarnings("unchecked")
    public static <T> Erasable<T> erased() {
        return (Erasable<T>) ERASED;
    }

    /** Returns whether the value was erased. */
    public boolean isErased() {
        return value == null;
    }

    /** Returns the value, or empty if it was erased. */
    public Optional<T> find() {
        return Optional.ofNullable(value);
    }

    /**
     * Returns whose data it is, if it was read from a log and was not erased. Under the key of that
     * subject a snapshot keeps it, whoever's state it is part of. Equality does not look at it.
     */
    public Optional<String> findSubject() {
        return Optional.ofNullable(subject);
    }

    void belongTo(String owner) {
        if (subject == null) {
            subject = owner;
        }
    }

    /** Returns the value, or another in the place of one that was erased. */
    public T orElse(T other) {
        return value == null ? other : value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Erasable<?> erasable && Objects.equals(value, erasable.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    /** Returns whether it was erased, and never the value. */
    @Override
    public String toString() {
        return value == null ? "erased" : "***";
    }
}
