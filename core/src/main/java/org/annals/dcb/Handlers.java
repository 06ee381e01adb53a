package org.annals.dcb;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventTag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a decision model does with the events of one of its boundaries. For one thread.
 *
 * <p>Only events of the classes that have a handler are read, and a handler is called with those
 * alone that have all tags of the boundary. Where there is no handler nothing is read, and no event
 * of the boundary may be there at all.
 *
 * @param <E> the events of the model
 */
public final class Handlers<E> {
    private final Set<EventTag> tags;
    private final List<Handler<?>> handlers = new ArrayList<>();
    private final Set<Class<?>> never = new LinkedHashSet<>();

    private record Handler<T>(Class<T> type, Consumer<? super T> action, Weight weight) {
        void handle(Object event) {
            if (type.isInstance(event)) {
                action.accept(type.cast(event));
            }
        }
    }

    /** Whether an event of a class can change the decision. */
    private enum Weight {
        DECIDES,
        INFORMS
    }

    Handlers(Set<EventTag> tags) {
        this.tags = Set.copyOf(tags);
    }

    /**
     * Has events of a class folded, by which it is decided: one that is recorded meanwhile is a
     * conflict.
     *
     * @param type a class of events, or a sealed one for all that it permits
     */
    public <T extends E> Handlers<E> on(Class<T> type, Consumer<? super T> handler) {
        handlers.add(new Handler<>(type, requireNonNull(handler, "handler"), Weight.DECIDES));
        return this;
    }

    /**
     * Has events of a class folded that cannot change what is decided: one that is recorded
     * meanwhile is no conflict. It says how something is called, say, and not whether it may be
     * done.
     *
     * @param type a class of events, or a sealed one for all that it permits
     */
    public <T extends E> Handlers<E> observe(Class<T> type, Consumer<? super T> handler) {
        handlers.add(new Handler<>(type, requireNonNull(handler, "handler"), Weight.INFORMS));
        return this;
    }

    /**
     * Has no event of these classes be there, however long ago it was recorded: a save fails then,
     * for good. None is read for that.
     */
    @SafeVarargs
    public final Handlers<E> never(Class<? extends E>... types) {
        for (Class<? extends E> each : types) {
            never.add(each);
        }
        return this;
    }

    boolean isEmpty() {
        return handlers.isEmpty();
    }

    boolean covers(Collection<EventTag> selecting) {
        return selecting.containsAll(tags);
    }

    void handle(Object event) {
        handlers.forEach(each -> each.handle(event));
    }

    /** Returns the events that are read. */
    Boundary read(Handlers<E> everywhere) {
        return part(classes(everywhere, each -> true));
    }

    /** Returns the events that conflict if they are recorded after what was read. */
    Boundary guarded(Handlers<E> everywhere) {
        return part(classes(everywhere, each -> each.weight == Weight.DECIDES));
    }

    /** Returns the events that conflict wherever they are: without any handler, all. */
    Boundary forbidden(Handlers<E> everywhere) {
        boolean reads = !isEmpty() || !everywhere.isEmpty();
        return reads ? part(never) : new Boundary(List.of(new Boundary.Part(never, tags)));
    }

    private Boundary part(Set<Class<?>> types) {
        return types.isEmpty()
                ? Boundary.none()
                : new Boundary(List.of(new Boundary.Part(types, tags)));
    }

    private Set<Class<?>> classes(Handlers<E> everywhere, Predicate<Handler<?>> which) {
        Set<Class<?>> types = new LinkedHashSet<>();
        Stream.of(this, everywhere)
                .flatMap(each -> each.handlers.stream())
                .filter(which)
                .forEach(each -> types.add(each.type));
        return types;
    }
}
