package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A step that makes of what was stored in one schema version what a later one says.
 *
 * {@snippet class="org.annals.persistence.UpcastersTest" region="upcasters"}
 *
 * <p>Steps follow one another until the version is reached that the code knows. They change what an
 * event says: its id, position, aggregate version, tags, time and metadata belong to the stored
 * event, and are those of all that it turns into. What is stored stays as it is.
 *
 * <p>Steps are pure functions and may be shared between threads. Immutable.
 */
public final class Upcaster {
    private final EventVersion from;
    private final Change change;

    private Upcaster(String type, int version, Change change) {
        if (version < 1) {
            throw new IllegalArgumentException(
                    "There is no step from version %d of '%s': versions begin with 1."
                            .formatted(version, type));
        }
        this.from = new EventVersion(requireNonNull(type, "type"), version);
        this.change = change;
    }

    /** What a step does. */
    sealed interface Change {
        /** One event becomes some others, or none, each of a copy of its fields. */
        record OfFields(List<Upcast> parts) implements Change {}

        /**
         * One event becomes some values of the user's classes.
         *
         * @param to the class of the values, or a sealed one that permits theirs
         */
        record OfValue<O>(Class<O> from, Class<?> to, Function<O, ? extends List<?>> function)
                implements Change {
            List<?> apply(Object value) {
                return function.apply(from.cast(value));
            }
        }
    }

    /**
     * Returns a step to the next version of the same type.
     *
     * @param type the stored name: the one in use, which stands for aliases as well, or one that is
     *     no longer
     * @param version the version that it begins with
     * @throws IllegalArgumentException if the version is below 1
     */
    public static Upcaster of(String type, int version, Consumer<Fields> change) {
        return splitting(type, version, new Upcast(type, version + 1, change));
    }

    /**
     * Returns a step to another type, whose chain then goes on.
     *
     * @throws IllegalArgumentException if a version is below 1
     */
    public static Upcaster renaming(
            String type, int version, String newType, int newVersion, Consumer<Fields> change) {
        return splitting(type, version, new Upcast(newType, newVersion, change));
    }

    /**
     * Returns a step that makes several events of one, in this order.
     *
     * @throws IllegalArgumentException if the version is below 1
     */
    public static Upcaster splitting(String type, int version, Upcast... parts) {
        return new Upcaster(type, version, new Change.OfFields(List.of(parts)));
    }

    /**
     * Returns a step that makes nothing of an event, which is then passed: an aggregate's version
     * counts it, and nobody sees it.
     *
     * @throws IllegalArgumentException if the version is below 1
     */
    public static Upcaster dropping(String type, int version) {
        return splitting(type, version);
    }

    /**
     * Returns a step from an old record to a new one.
     *
     * @param from what this version of the event was: a class that need not be registered
     * @param to what it becomes: the class of a registered event, or, if it is not registered, the
     *     next version of the same type, where the next step begins
     * @throws IllegalArgumentException if the version is below 1
     */
    public static <O, N> Upcaster typed(
            String type,
            int version,
            Class<O> from,
            Class<N> to,
            Function<O, ? extends N> function) {
        requireNonNull(function, "function");
        return typedMany(
                type,
                version,
                from,
                to,
                old -> List.of(requireNonNull(function.apply(old), "event")));
    }

    /**
     * Returns a step that makes several events, or none, of an old record.
     *
     * @param from what this version of the event was: a class that need not be registered
     * @param to the class of the events, or a sealed one that permits theirs
     * @throws IllegalArgumentException if the version is below 1
     */
    public static <O, N> Upcaster typedMany(
            String type,
            int version,
            Class<O> from,
            Class<N> to,
            Function<O, ? extends List<? extends N>> function) {
        return new Upcaster(
                type,
                version,
                new Change.OfValue<>(
                        requireNonNull(from, "from"),
                        requireNonNull(to, "to"),
                        requireNonNull(function, "function")));
    }

    EventVersion from() {
        return from;
    }

    Change change() {
        return change;
    }

    /** Returns where the step begins. */
    @Override
    public String toString() {
        return "Upcaster[from " + from + "]";
    }
}
