package org.annals.examples.systems;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Recordable;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.Pipe;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;

import java.util.List;
import java.util.stream.Stream;

/** A system of three stages, each of which passes a number on. */
final class Numbers {
    static final EventSystem SYSTEM =
            EventSystem.of(
                    Pipe.pipe(
                            Node.node(First.class, First::new),
                            Node.node(Second.class, Second::new),
                            Node.node(Third.class, Third::new)));

    private Numbers() {}

    record Counted(int number) {}

    private static DomainEvent<Counted> counted(int number) {
        return DomainEvent.of(new Counted(number), EventDetails.none());
    }

    private static List<Integer> numbersOf(Application application) {
        try (Stream<Integer> numbers =
                application
                        .events()
                        .read(LogSelection.all())
                        .map(each -> ((Counted) each.domainEvent().event()).number())) {
            return numbers.toList();
        }
    }

    /** Where numbers come from. */
    static final class First extends Application {
        First(Settings settings) {
            super(settings, EventTypes.of(Counted.class));
        }

        void count(int from, int to) {
            Recordable[] events = new Recordable[to - from + 1];
            for (int number = from; number <= to; number++) {
                events[number - from] = counted(number);
            }
            save(events);
        }
    }

    /** Passes each number on. */
    abstract static class Passing extends ProcessApplication {
        Passing(Settings settings) {
            super(settings, EventTypes.of(Counted.class));
        }

        Passing(String name, Settings settings) {
            super(name, settings, EventTypes.of(Counted.class));
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            processing.collect(counted(((Counted) event.event()).number()));
        }

        List<Integer> numbers() {
            return numbersOf(this);
        }
    }

    static final class Second extends Passing {
        Second(Settings settings) {
            super(settings);
        }
    }

    static final class Third extends Passing {
        Third(Settings settings) {
            super(settings);
        }
    }
}
