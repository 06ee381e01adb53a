package org.annals.projection;

import static java.util.Objects.requireNonNull;

import org.annals.application.InlineView;
import org.annals.dcb.Boundary;
import org.annals.domain.DomainEvent;
import org.annals.domain.SealedHierarchy;
import org.annals.following.Downstream.Incoming;
import org.annals.persistence.Recorder;
import org.annals.persistence.Transaction;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/**
 * Says how a view follows from events: what each class of them does to it. Every step returns a new
 * value. Immutable; may be shared between threads if the handlers may.
 *
 * {@snippet class="org.annals.projection.Tricks" region="projection"}
 *
 * <p>The view is whatever the user makes of a transaction: plain JDBC on its connection, a mapper
 * of objects, tables in memory. What handlers do through it is done exactly once for each event.
 * What they do beside it, such as sending a message, may be done again after a failure.
 *
 * @param <V> the view, as handlers see it
 */
public final class Projection<V> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");

    private final String name;
    private final int version;
    private final Opening<? extends V> opening;
    private final Step<? super V> creating;
    private final Step<? super V> clearing;
    private final Step<? super V> finishing;
    private final Boundary within;
    private final Map<Class<?>, Reaction<V>> reactions;

    private Projection(
            String name,
            int version,
            Opening<? extends V> opening,
            Step<? super V> creating,
            Step<? super V> clearing,
            Step<? super V> finishing,
            Boundary within,
            Map<Class<?>, Reaction<V>> reactions) {
        this.name = name;
        this.version = version;
        this.opening = requireNonNull(opening, "opening");
        this.creating = requireNonNull(creating, "creating");
        this.clearing = requireNonNull(clearing, "clearing");
        this.finishing = requireNonNull(finishing, "finishing");
        this.within = requireNonNull(within, "within");
        this.reactions = reactions;
    }

    /** Makes the view of a transaction. */
    @FunctionalInterface
    public interface Opening<V> {
        /** Returns the view, for this transaction only. */
        V open(ViewTransaction transaction) throws Exception;
    }

    /** Does something to a view as a whole. */
    @FunctionalInterface
    public interface Step<V> {
        /** Does it. */
        void run(V view) throws Exception;
    }

    /** Does to a view what follows from an event. */
    @FunctionalInterface
    public interface Handler<V, E> {
        /** Changes the view. */
        void handle(V view, E event) throws Exception;
    }

    /** Does to a view what follows from an event and what is known of it. */
    @FunctionalInterface
    public interface DetailedHandler<V, E> {
        /** Changes the view. */
        void handle(V view, E event, ProjectedEvent<E> details) throws Exception;
    }

    @FunctionalInterface
    private interface Reaction<V> {
        void on(V view, ProjectedEvent<?> event) throws Exception;
    }

    /**
     * Returns a projection without handlers, of version 1.
     *
     * @param name under which its places are tracked: up to 100 English letters, digits, {@code _}
     *     and {@code -}, beginning with a letter
     * @param opening called once in each transaction
     * @throws IllegalArgumentException if the name is anything else
     */
    public static <V> Projection<V> of(String name, Opening<V> opening) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no name for a projection. Give it up to 100 letters, digits, '_' and '-', beginning with a letter."
                            .formatted(name));
        }
        return new Projection<>(
                name,
                1,
                opening,
                view -> {},
                view -> {},
                view -> {},
                Boundary.everything(),
                Map.of());
    }

    /**
     * Returns this projection in another version, which is to be given whenever it would make
     * another view of the same events: the view is built anew beside the one that is live.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Projection<V> version(int version) {
        if (version < 1) {
            throw new IllegalArgumentException(
                    "Version %d of '%s' is impossible: versions begin with 1."
                            .formatted(version, name));
        }
        return new Projection<>(
                name, version, opening, creating, clearing, finishing, within, reactions);
    }

    /** Returns this projection, which makes its tables so, in a transaction, before all else. */
    public Projection<V> creating(Step<? super V> step) {
        return new Projection<>(
                name, version, opening, step, clearing, finishing, within, reactions);
    }

    /** Returns this projection, which gives its tables up so when it is reset. */
    public Projection<V> clearing(Step<? super V> step) {
        return new Projection<>(
                name, version, opening, creating, step, finishing, within, reactions);
    }

    /**
     * Returns this projection, which ends each transaction so, after the handlers of its events and
     * before it commits: for a view that collects what handlers ask for and writes it at once,
     * which saves a round trip to the database for each event.
     */
    public Projection<V> finishing(Step<? super V> step) {
        return new Projection<>(
                name, version, opening, creating, clearing, step, within, reactions);
    }

    /**
     * Returns this projection of events within a boundary alone, such as those with a tag. Another
     * boundary makes another view: give it another {@link #version}, also when its tags were
     * filled.
     *
     * {@snippet class="org.annals.projection.BoundedProjectionTest" region="within"}
     */
    public Projection<V> within(Boundary boundary) {
        return new Projection<>(
                name, version, opening, creating, clearing, finishing, boundary, reactions);
    }

    /**
     * Returns this projection with a handler of a class of events, or of all that a sealed type
     * permits.
     *
     * @throws IllegalArgumentException if one of these classes has a handler already, or the type
     *     is neither sealed nor final
     */
    public <E> Projection<V> on(Class<E> type, Handler<? super V, ? super E> handler) {
        requireNonNull(handler, "handler");
        return with(
                type,
                (view, event) -> handler.handle(view, type.cast(event.domainEvent().event())));
    }

    /**
     * Returns this projection with a handler that is also told what is known of an event.
     *
     * @throws IllegalArgumentException as the other does
     */
    public <E> Projection<V> on(Class<E> type, DetailedHandler<? super V, E> handler) {
        requireNonNull(handler, "handler");
        return with(
                type,
                (view, event) -> {
                    // The handler was found by the class of the event.
                    @SuppressWarnings("unchecked")
                    var details = (ProjectedEvent<E>) event;
                    handler.handle(view, type.cast(details.event()), details);
                });
    }

    private Projection<V> with(Class<?> type, Reaction<V> reaction) {
        Map<Class<?>, Reaction<V>> all = new LinkedHashMap<>(reactions);
        for (Class<?> each : SealedHierarchy.leavesOf(type)) {
            if (all.putIfAbsent(each, reaction) != null) {
                throw new IllegalArgumentException(
                        "The projection '%s' has a handler for %s already. Give each class one."
                                .formatted(name, each.getName()));
            }
        }
        return new Projection<>(
                name,
                version,
                opening,
                creating,
                clearing,
                finishing,
                within,
                Collections.unmodifiableMap(all));
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the version. */
    public int version() {
        return version;
    }

    /** Returns the classes of events that have a handler: the others pass it by. */
    public Set<Class<?>> eventClasses() {
        return reactions.keySet();
    }

    /** Returns the boundary of its events: the whole log, unless another was given. */
    public Boundary within() {
        return within;
    }

    /**
     * Returns this view for an application that writes it with each save, in the same transaction,
     * and makes its tables if that was not done before.
     *
     * @param recorder the application's own
     * @throws IllegalStateException if the log has events from before the view was inline, which it
     *     would lack; or if it has a boundary, which a save is not looked at for
     * @throws RuntimeException what creating the tables throws
     */
    public InlineView inline(Recorder recorder) {
        if (!within.equals(Boundary.everything())) {
            throw new IllegalStateException(
                    "The projection '%s' has a boundary, and an inline view has none. Leave the boundary out, or follow."
                            .formatted(name));
        }
        return Inline.of(this, recorder);
    }

    /** Refuses a projection that nothing could follow from. */
    Projection<V> requireHandlers() {
        if (reactions.isEmpty()) {
            throw new IllegalArgumentException(
                    "The projection '%s' has no handler, so nothing would follow from any event. Say on(…) first."
                            .formatted(name));
        }
        return this;
    }

    void create(Transaction transaction, Edition edition) throws Exception {
        creating.run(opening.open(new ViewTransaction(transaction, edition)));
    }

    void clear(Transaction transaction, Edition edition) throws Exception {
        clearing.run(opening.open(new ViewTransaction(transaction, edition)));
    }

    /** Changes an edition by some events, in order. */
    void project(
            Transaction transaction,
            Edition edition,
            List<Incoming> events,
            LongPredicate isReplayed)
            throws Exception {
        if (events.isEmpty()) {
            return;
        }
        V view = opening.open(new ViewTransaction(transaction, edition));
        for (Incoming each : events) {
            boolean isPast = isReplayed.test(each.tracking().position());
            for (DomainEvent<?> event : each.domainEvents()) {
                react(view, new ProjectedEvent<>(event, each.tracking(), isPast));
            }
        }
        finishing.run(view);
    }

    /** Changes an edition by events that are being recorded. */
    void projectInline(Transaction transaction, Edition edition, List<DomainEvent<?>> events)
            throws Exception {
        V view = opening.open(new ViewTransaction(transaction, edition));
        for (DomainEvent<?> event : events) {
            react(view, new ProjectedEvent<>(event, null, false));
        }
        finishing.run(view);
    }

    private void react(V view, ProjectedEvent<?> event) throws Exception {
        Reaction<V> reaction = reactions.get(event.event().getClass());
        // A stored event that was read for one of its parts may have others.
        if (reaction != null && within.hasType(event.event())) {
            reaction.on(view, event);
        }
    }

    /** Returns name and version. */
    @Override
    public String toString() {
        return "Projection[%s, version %d]".formatted(name, version);
    }
}
