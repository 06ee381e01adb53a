package org.annals.application;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.DomainEvent;
import org.annals.domain.Snapshot;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Rebuilds aggregates of one class. */
record AggregateFolding<A extends Aggregate<?>>(AggregateType<A> type) implements Folding<A> {
    @Override
    public Object of() {
        return type.aggregateClass();
    }

    @Override
    public @Nullable Class<?> stateClass() {
        return type.stateClass().orElse(null);
    }

    @Override
    public A begun(Step first) {
        requireOwn(first);
        return type.begun(first.origin(), first.timestamp(), first.events());
    }

    @Override
    public A after(A aggregate, Step step) {
        requireOwn(step);
        type.replay(aggregate, step.origin(), step.timestamp(), step.events());
        return aggregate;
    }

    private void requireOwn(Step step) {
        for (DomainEvent<?> each : step.events()) {
            if (!type.eventClasses().contains(each.event().getClass())) {
                throw new WrongAggregateTypeException(
                        type.aggregateClass(), step.origin().aggregateId(), step.type());
            }
        }
    }

    @Override
    public long version(A aggregate) {
        return aggregate.version();
    }

    @Override
    public Snapshot<?> snapshot(A aggregate, Instant createdOn, Instant modifiedOn) {
        return type.snapshot(aggregate);
    }

    @Override
    public A restored(Snapshot<?> snapshot) {
        return type.restore(snapshot);
    }

    @Override
    public boolean isMutable() {
        return true;
    }
}
