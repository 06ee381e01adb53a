package org.annals.testkit.simulation;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;
import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.DomainEvent;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.ProcessManager;
import org.annals.system.ProcessManagerApplication;
import org.annals.system.Reaction;
import org.annals.system.TimerElapsed;
import org.annals.testkit.simulation.Orders.Ordered;
import org.annals.testkit.simulation.Orders.Shop;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Timers elapse once, when the script lets time pass, whatever is done to the system. */
final class TimedSimulationTest {
    private static final EventSystem SYSTEM =
            EventSystem.of(
                    pipe(node(Shop.class, Shop::new), node(Questions.class, Questions::new)));

    record Asked() {}

    /** Asks, an hour after an order, whether it was good. */
    private static final class Asking implements ProcessManager<Integer, Asked> {
        @Override
        public Class<Asked> eventType() {
            return Asked.class;
        }

        @Override
        public Optional<String> processOf(DomainEvent<?> event) {
            return Optional.of("about-" + ((Ordered) event.event()).what());
        }

        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Integer evolve(Integer times, Asked event) {
            return times + 1;
        }

        @Override
        public Reaction<Asked> react(Integer times, DomainEvent<?> event) {
            return event.event() instanceof TimerElapsed
                    ? Reaction.of(new Asked())
                    : Reaction.<Asked>none()
                            .withTimer("later", event.timestamp().plus(Duration.ofHours(1)));
        }
    }

    static final class Questions extends ProcessManagerApplication {
        Questions(Settings settings) {
            super(settings, new Asking());
        }

        List<String> asked() {
            try (var all = events().read(LogSelection.all())) {
                return all.map(each -> each.domainEvent())
                        .filter(each -> each.event() instanceof Asked)
                        .map(each -> String.valueOf(each.aggregateId()))
                        .sorted()
                        .toList();
            }
        }
    }

    @Test
    void aTimerElapsesOnceWhateverCrashes() {
        Simulation.of(SYSTEM)
                .when(
                        sim -> {
                            sim.get(Shop.class).order("tea");
                            sim.settle();
                            sim.advance(Duration.ofMinutes(30));
                            sim.get(Shop.class).order("milk");
                            sim.advance(Duration.ofMinutes(30));
                            sim.settle();
                            List<String> asked = sim.get(Questions.class).asked();
                            sim.advance(Duration.ofMinutes(30));
                            return asked;
                        })
                .then(
                        (sim, before) -> {
                            assertThat(before).containsExactly("about-tea");
                            assertThat(sim.get(Questions.class).asked())
                                    .containsExactly("about-milk", "about-tea");
                        });
    }
}
