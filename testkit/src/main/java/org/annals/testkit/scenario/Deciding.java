package org.annals.testkit.scenario;

import org.annals.dcb.Boundary;
import org.annals.dcb.Bounded;
import org.annals.dcb.DcbRepository;
import org.annals.dcb.Decided;
import org.annals.dcb.DecisionModel;
import org.annals.dcb.Slice;
import org.annals.domain.Decider;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Query;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** How something decides: it is read, and then it decides. Immutable. */
sealed interface Deciding<D extends Decided> {
    D read(DcbRepository decisions);

    D decide(D read, DcbRepository decisions);

    /** Returns which events it reads or depends on. */
    default List<Query> boundary(D read, EventTypes types) {
        return queries(read.conditions());
    }

    static List<Query> queries(Collection<AppendCondition> conditions) {
        return conditions.stream()
                .filter(FailIfMatching.class::isInstance)
                .map(each -> ((FailIfMatching) each).query())
                .toList();
    }

    /** Of a slice. */
    record OfSlice<S extends Slice<?>>(S slice) implements Deciding<S> {
        @Override
        public S read(DcbRepository decisions) {
            return slice;
        }

        @Override
        public S decide(S read, DcbRepository decisions) {
            return decisions.decide(read);
        }

        @Override
        public List<Query> boundary(S read, EventTypes types) {
            return of(read, types);
        }

        static List<Query> of(DecisionModel<?> model, EventTypes types) {
            return Stream.of(
                            model.readBoundary(),
                            model.guardedBoundary(),
                            model.forbiddenBoundary())
                    .filter(each -> !each.isNone())
                    .map(each -> each.toQuery(types))
                    .toList();
        }
    }

    /** Of something that is got or made and then commanded. */
    record OfObject<D extends Decided>(
            Function<? super DcbRepository, ? extends D> got, Consumer<? super D> command)
            implements Deciding<D> {
        @Override
        public D read(DcbRepository decisions) {
            return got.apply(decisions);
        }

        @Override
        public D decide(D read, DcbRepository decisions) {
            command.accept(read);
            return read;
        }
    }

    /** Of a decider. */
    record OfDecider<C, S, E>(Decider<C, S, E> decider, Boundary within, C command)
            implements Deciding<Bounded<S, E>> {
        @Override
        public Bounded<S, E> read(DcbRepository decisions) {
            return decisions.get(decider, within);
        }

        @Override
        public Bounded<S, E> decide(Bounded<S, E> read, DcbRepository decisions) {
            return read.triggerAll(decider.decide(command, read.state()));
        }
    }
}
