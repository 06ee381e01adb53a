package org.annals.http;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.DomainEvent;
import org.annals.settings.Settings;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;

import java.util.Set;

/** Counts tricks, each in an event of its own. */
public final class Counting extends ProcessApplication {
    public Counting(Settings settings) {
        super(settings, Count.TYPE);
    }

    @Override
    protected Set<Class<?>> followedTypes() {
        return Set.of(Dog.Event.TrickAdded.class);
    }

    @Override
    protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
        Count count = repository().find(Count.class, Count.ID).orElseGet(Count::new);
        count.increment();
        processing.collect(count);
    }

    /** Returns how many tricks were counted. */
    public int count() {
        return repository().find(Count.class, Count.ID).map(count -> count.value).orElse(0);
    }

    /** A number. */
    public static final class Count extends Aggregate<Count.Event> {
        /** What can happen to it. */
        public sealed interface Event {
            record Incremented() implements Event {}
        }

        static final AggregateType<Count> TYPE = AggregateType.of(Count.class, Count::new);
        static final String ID = "tricks";

        private int value;

        private Count() {
            super(ID);
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
