package org.annals.examples.guide;

// @start region="manager"
import org.annals.domain.DomainEvent;
import org.annals.system.ProcessManager;
import org.annals.system.Reaction;
import org.annals.system.TimerElapsed;

import java.time.Duration;
import java.util.Optional;

/** Reminds the owner of a dog that has learned nothing for a month, at most three times. */
public class Lessons implements ProcessManager<Integer, Lessons.Reminded> {
    public record Reminded() {}

    private static final Duration MONTH = Duration.ofDays(30);

    @Override
    public Class<Reminded> eventType() {
        return Reminded.class;
    }

    @Override
    public Optional<String> processOf(DomainEvent<?> event) {
        return Optional.of("lessons-of-" + event.aggregateId());
    }

    @Override
    public Integer initial() {
        return 0;
    }

    @Override
    public Integer evolve(Integer reminders, Reminded event) {
        return reminders + 1;
    }

    @Override
    public Reaction<Reminded> react(Integer reminders, DomainEvent<?> event) {
        Reaction<Reminded> reaction =
                event.event() instanceof TimerElapsed
                        ? Reaction.of(new Reminded())
                        : Reaction.none();
        return reminders + reaction.events().size() < 3
                ? reaction.withTimer("month", event.timestamp().plus(MONTH))
                : reaction;
    }
}
// @end
