package org.annals.application;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;
import org.annals.domain.Evolution;
import org.annals.domain.Evolved;
import org.annals.domain.Snapshot;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Rebuilds immutable aggregates.
 *
 * @param stateClass null if their states are not kept
 */
record EvolutionFolding<S, E>(Evolution<S, E> evolution, @Nullable Class<S> stateClass)
        implements Folding<Evolved<S, E>> {
    @Override
    public Object of() {
        return evolution;
    }

    @Override
    public Evolved<S, E> begun(Step first) {
        return after(Evolved.initial(first.origin().aggregateId(), evolution), first);
    }

    @Override
    public Evolved<S, E> after(Evolved<S, E> aggregate, Step step) {
        // An evolution does not tell its events: a wrong pair fails in its own function.
        @SuppressWarnings({"unchecked", "rawtypes"})
        List<DomainEvent<E>> events = (List) step.events();
        try {
            return aggregate.replay(step.origin(), events);
        } catch (ClassCastException e) {
            throw new WrongAggregateTypeException(aggregate.id(), step.type(), e);
        }
    }

    @Override
    public long version(Evolved<S, E> aggregate) {
        return aggregate.version();
    }

    @Override
    public Snapshot<?> snapshot(Evolved<S, E> aggregate, Instant createdOn, Instant modifiedOn) {
        return new Snapshot<>(
                aggregate.id(), aggregate.version(), createdOn, modifiedOn, aggregate.state());
    }

    @Override
    public Evolved<S, E> restored(Snapshot<?> snapshot) {
        S state = requireNonNull(stateClass, "stateClass").cast(snapshot.state());
        return Evolved.restored(
                new Snapshot<>(
                        snapshot.subject(),
                        snapshot.version(),
                        snapshot.createdOn(),
                        snapshot.modifiedOn(),
                        state),
                evolution);
    }

    @Override
    public boolean isMutable() {
        return false;
    }
}
