package org.annals.dcb;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Applying;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Pending;
import org.annals.domain.Recording;
import org.annals.persistence.AppendCondition;

import java.util.List;

/**
 * One decision, and the events that it depends on.
 *
 * {@snippet class="org.annals.dcb.JoinCourse" region="slice"}
 *
 * <p>It is given to an application, which reads, lets it decide, and records what it triggers if
 * nothing of its boundary was recorded meanwhile; if something was, it reads on and lets it decide
 * again. So {@link #execute} changes nothing but by triggering: what is triggered is not folded,
 * neither before it is recorded nor afterwards. Each object records one decision.
 *
 * <p>A slice without handlers reads nothing: its boundary says what must never have happened. One
 * without a boundary depends on nothing.
 *
 * @param <E> the events
 */
public abstract non-sealed class Slice<E> extends DecisionModel<E> implements Decided {
    private final Pending<E> pending = Pending.none();
    private List<AppendCondition> conditions = List.of();
    private boolean deciding;
    private boolean decided;
    private boolean recorded;

    /** Makes a decision that is not taken yet. */
    protected Slice() {}

    /** Decides by the state that was folded: triggers events, throws, or does nothing. */
    protected abstract void execute();

    /**
     * Decides for an event, with the tags of its {@link org.annals.domain.Tag} components.
     *
     * @throws IllegalStateException if called outside of {@link #execute}
     */
    protected final void trigger(E event) {
        trigger(event, EventDetails.none());
    }

    /**
     * Decides for an event with details of the caller's, whose tags come before those of its
     * components.
     *
     * @throws IllegalStateException if called outside of {@link #execute}
     */
    protected final void trigger(E event, EventDetails details) {
        requireNonNull(event, "event");
        Applying.refuse(event);
        if (!deciding) {
            throw new IllegalStateException(
                    "%s was triggered by %s outside of its execute(). Decide there, when what it depends on was read."
                            .formatted(event.getClass().getName(), getClass().getName()));
        }
        pending.add(DomainEvent.of(event, details));
    }

    /**
     * Lets it decide, in place of what it has decided before.
     *
     * @param allowing under which that may be recorded
     */
    final void decide(List<AppendCondition> allowing) {
        requireOpen();
        pending.discard();
        conditions = allowing;
        deciding = true;
        decided = false;
        try {
            execute();
            decided = true;
        } finally {
            deciding = false;
            if (!decided) {
                pending.discard();
            }
        }
    }

    final void requireOpen() {
        if (recorded) {
            throw new IllegalStateException(
                    "%s has decided already, and that is recorded. Make another one for another decision."
                            .formatted(getClass().getName()));
        }
    }

    @Override
    public final Pending<E> pending() {
        return pending;
    }

    /** Returns what it decided, in order, as an unmodifiable list. */
    public final List<DomainEvent<E>> pendingEvents() {
        return pending.events();
    }

    @Override
    public final List<AppendCondition> conditions() {
        return conditions;
    }

    @Override
    public final void requireSaveableWith(List<DomainEvent<?>> events) {
        if (!decided) {
            throw new IllegalStateException(
                    "%s has not decided, so there is nothing to save. Give it to execute(…) of the application, or to decide(…) of its decisions first."
                            .formatted(getClass().getName()));
        }
    }

    @Override
    public final void committed(List<Recording> recordings) {
        recorded = true;
    }
}
