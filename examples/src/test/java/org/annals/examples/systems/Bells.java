package org.annals.examples.systems;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.examples.dogschool.Dog;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;
import org.annals.system.ProcessManager;
import org.annals.system.ProcessManagerApplication;
import org.annals.system.Reaction;
import org.annals.system.TimerElapsed;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Rings for a dog that was registered, as soon as may be, and for each of its tricks. */
final class Bells extends ProcessManagerApplication {
    private final AtomicBoolean isBroken;

    Bells(Settings settings) {
        this(settings, new AtomicBoolean());
    }

    private Bells(Settings settings, AtomicBoolean isBroken) {
        super(settings, new Ringing(isBroken));
        this.isBroken = isBroken;
    }

    record Rung(String why) {}

    /** Lets no reaction but that to a registration succeed, or all of them. */
    void breakBells(boolean isBroken) {
        this.isBroken.set(isBroken);
    }

    /** Returns why it has rung, in order. */
    static List<String> rung(Application application) {
        try (var all = application.events().read(LogSelection.all())) {
            return all.<Object>map(each -> each.domainEvent().event())
                    .filter(Rung.class::isInstance)
                    .map(each -> ((Rung) each).why())
                    .toList();
        }
    }

    private record Ringing(AtomicBoolean isBroken) implements ProcessManager<Integer, Rung> {
        @Override
        public Class<Rung> eventType() {
            return Rung.class;
        }

        @Override
        public Optional<String> processOf(DomainEvent<?> event) {
            return Optional.of("bell-of-" + event.aggregateId());
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
            if (event.event() instanceof Dog.Event.Registered) {
                return Reaction.<Rung>none().withTimer("welcome", event.timestamp());
            }
            if (isBroken.get()) {
                throw new IllegalStateException("broken on purpose");
            }
            return event.event() instanceof TimerElapsed
                    ? Reaction.of(new Rung("welcome"))
                    : Reaction.of(new Rung(((Dog.Event.TrickAdded) event.event()).trick()));
        }
    }
}
