package org.annals.system;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.Dog;
import org.annals.domain.DomainEvent;
import org.annals.settings.Settings;

import java.util.Set;

/** Counts the tricks of each dog, in aggregates of its own. */
// @start region="policy"
public class Counting extends ProcessApplication {
    public Counting(Settings settings) {
        super(settings, Count.TYPE);
    }

    @Override
    protected Set<Class<?>> followedTypes() {
        return Set.of(Dog.Event.TrickAdded.class);
    }

    @Override
    protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
        String id = "tricks-of-" + event.aggregateId();
        Count count = repository().find(Count.class, id).orElseGet(() -> new Count(id));
        count.increment();
        processing.collect(count);
    }

    // @end

    int tricksOf(String dogId) {
        return repository().find(Count.class, "tricks-of-" + dogId).map(c -> c.value).orElse(0);
    }

    static final class Count extends Aggregate<Count.Event> {
        sealed interface Event {
            record Incremented() implements Event {}
        }

        static final AggregateType<Count> TYPE = AggregateType.of(Count.class, Count::new);

        private int value;

        private Count() {}

        private Count(String id) {
            super(id);
        }

        void increment() {
            trigger(new Event.Incremented());
        }

        @Override
        protected void apply(Event event) {
            value++;
        }
    }
}
