package org.annals.domain;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * How an aggregate's state is taken from it, and how one is made of it. Immutable.
 *
 * @param <A> the aggregate
 * @param <S> its state
 */
record StateForm<A extends Aggregate<?>, S>(
        Class<S> stateClass,
        Function<? super A, ? extends S> state,
        Function<? super S, ? extends A> maker) {
    StateForm {
        requireNonNull(stateClass, "stateClass");
        requireNonNull(state, "state");
        requireNonNull(maker, "maker");
    }

    Snapshot<S> snapshot(A aggregate) {
        S taken = requireNonNull(state.apply(aggregate), "the state function returned null");
        return new Snapshot<>(
                aggregate.id(),
                aggregate.version(),
                aggregate.createdOn(),
                aggregate.modifiedOn(),
                taken);
    }

    A restore(Snapshot<?> snapshot) {
        S taken = stateClass.cast(snapshot.state());
        A aggregate =
                Applying.withId(
                        snapshot.subject(),
                        () -> requireNonNull(maker.apply(taken), "the constructor returned null"));
        aggregate.restore(snapshot);
        return aggregate;
    }
}
