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
    public A initial(String id) {
        return type.blank();
    }

    @Override
    public A after(A aggregate, Step step) {
        for (DomainEvent<?> each : step.events()) {
            if (!type.eventClasses().contains(each.event().getClass())) {
                throw new WrongAggregateTypeException(
                        type.aggregateClass(), step.origin().aggregateId(), step.type());
            }
        }
        type.replay(aggregate, step.origin(), step.timestamp(), step.events());
        return aggregate;
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
