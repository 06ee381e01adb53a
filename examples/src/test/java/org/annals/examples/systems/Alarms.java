package org.annals.examples.systems;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.examples.systems.Numbers.Counted;
import org.annals.examples.systems.Numbers.First;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.Pipe;
import org.annals.system.ProcessManager;
import org.annals.system.ProcessManagerApplication;
import org.annals.system.Reaction;
import org.annals.system.TimerElapsed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A system that rings for each number, some time after it came. */
final class Alarms {
    static final EventSystem SYSTEM =
            EventSystem.of(
                    Pipe.pipe(
                            Node.node(First.class, First::new),
                            Node.node(Ringing.class, Ringing::new)));

    private Alarms() {}

    record Rung() {}

    /** Rings half a second after a number has come. */
    private static final class Alarm implements ProcessManager<Integer, Rung> {
        private static final Duration LATER = Duration.ofMillis(500);

        @Override
        public Class<Rung> eventType() {
            return Rung.class;
        }

        @Override
        public Optional<String> processOf(DomainEvent<?> event) {
            return Optional.of("alarm-" + ((Counted) event.event()).number());
        }

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer evolve(Integer times, Rung event) {
            return times + 1;
        }

        @Override
        public Reaction<Rung> react(Integer times, DomainEvent<?> event) {
            return event.event() instanceof TimerElapsed
                    ? Reaction.of(new Rung())
                    : Reaction.<Rung>none().withTimer("alarm", event.timestamp().plus(LATER));
        }
    }

    static final class Ringing extends ProcessManagerApplication {
        Ringing(Settings settings) {
            super(settings, new Alarm());
        }

        /** Returns the processes whose timers have elapsed, and those that have rung, sorted. */
        static List<String> elapsed(Application application) {
            return of(application, TimerElapsed.class)
                    .map(each -> ((TimerElapsed) each.event()).process())
                    .sorted()
                    .toList();
        }

        static List<String> rung(Application application) {
            return of(application, Rung.class).map(DomainEvent::aggregateId).sorted().toList();
        }

        private static Stream<DomainEvent<?>> of(Application application, Class<?> type) {
            try (var all = application.events().read(LogSelection.all())) {
                List<DomainEvent<?>> found =
                        all.<DomainEvent<?>>map(each -> each.domainEvent())
                                .filter(each -> type.isInstance(each.event()))
                                .toList();
                return found.stream();
            }
        }
    }
}
