package org.annals.dcb;

import org.annals.domain.Applying;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventTag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A state that is folded from the events within a boundary. The constructor of a subclass says what
 * is within, and what each event changes. For one thread at a time.
 *
 * <p>{@link Slice} decides, {@link QuerySlice} only answers.
 *
 * @param <E> the events, such as the sealed interface of a context
 */
public abstract sealed class DecisionModel<E> permits Slice, QuerySlice {
    private final List<Handlers<E>> within = new ArrayList<>();
    private final Handlers<E> everywhere = new Handlers<>(Set.of());
    private long position;
    private boolean spent;

    DecisionModel() {}

    /**
     * Adds the events with all of these tags, and returns where to say what they change. Of no
     * tags, every event of the log is within.
     *
     * <p>Their classes are those that have a handler, here or {@linkplain #on for all boundaries}.
     * If none has, the boundary is not read, and no event may be within it.
     */
    protected final Handlers<E> boundary(EventTag... tags) {
        var handlers = new Handlers<E>(new LinkedHashSet<>(List.of(tags)));
        within.add(handlers);
        return handlers;
    }

    /**
     * Has events of a class folded that are within any boundary, by which it is decided.
     *
     * @param type a class of events, or a sealed one for all that it permits
     */
    protected final <T extends E> void on(Class<T> type, Consumer<? super T> handler) {
        everywhere.on(type, handler);
    }

    /**
     * Has events of a class folded that are within any boundary and cannot change what is decided.
     *
     * @see Handlers#observe
     */
    protected final <T extends E> void observe(Class<T> type, Consumer<? super T> handler) {
        everywhere.observe(type, handler);
    }

    /** Returns the position up to which the log was read for it, 0 if it was not. */
    public final long position() {
        return position;
    }

    /**
     * Returns whether reading on would not tell it of the event at a position: it has read that
     * far, or reads nothing.
     */
    public final boolean hasSeen(long position) {
        return position <= this.position || readBoundary().isNone();
    }

    /**
     * Returns the events that it is made of.
     *
     * @throws IllegalStateException if there are handlers and no boundary
     */
    public final Boundary readBoundary() {
        return together(each -> each.read(everywhere));
    }

    /**
     * Returns the events that conflict with what it decides, if they are recorded after it has
     * read: those that it reads without the {@linkplain Handlers#observe observed} ones.
     *
     * @throws IllegalStateException if there are handlers and no boundary
     */
    public final Boundary guardedBoundary() {
        return together(each -> each.guarded(everywhere));
    }

    /**
     * Returns the events that conflict with what it decides, wherever they are.
     *
     * @throws IllegalStateException if there are handlers and no boundary
     */
    public final Boundary forbiddenBoundary() {
        return together(each -> each.forbidden(everywhere));
    }

    private Boundary together(Function<Handlers<E>, Boundary> ofEach) {
        if (within.isEmpty() && !everywhere.isEmpty()) {
            throw new IllegalStateException(
                    "%s has handlers and no boundary. Say which events they are for with boundary(…); without tags it is the whole log."
                            .formatted(getClass().getName()));
        }
        return within.stream().map(ofEach).reduce(Boundary.none(), Boundary::or);
    }

    /**
     * Folds an event.
     *
     * @param selecting the tags by which it is selected
     */
    final void fold(DomainEvent<?> event, Supplier<Collection<EventTag>> selecting) {
        List<Handlers<E>> concerned = concerned(selecting);
        // Whatever a handler has changed before it throws, it would change again.
        spent = true;
        Applying.apply(
                event,
                value -> {
                    concerned.forEach(each -> each.handle(value));
                    everywhere.handle(value);
                });
        spent = false;
    }

    final void requireWhole() {
        if (spent) {
            throw new IllegalStateException(
                    "A handler of %s has thrown, so its state is not whole. Make another one."
                            .formatted(getClass().getName()));
        }
    }

    private List<Handlers<E>> concerned(Supplier<Collection<EventTag>> selecting) {
        if (within.size() == 1) {
            return within;
        }
        Collection<EventTag> tags = selecting.get();
        List<Handlers<E>> concerned = within.stream().filter(each -> each.covers(tags)).toList();
        if (concerned.isEmpty()) {
            throw LogReading.unattributed(tags);
        }
        return concerned;
    }

    final void readUpTo(long head) {
        position = head;
    }
}
