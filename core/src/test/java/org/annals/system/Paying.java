package org.annals.system;

import org.annals.domain.DomainEvent;

import java.time.Duration;
import java.util.Optional;

/** Waits for the payment of an order, and gives it up after a day. */
// @start region="manager"
final class Paying implements ProcessManager<Paying.State, Paying.Event> {
    private static final Duration PATIENCE = Duration.ofDays(1);

    enum State {
        NEW,
        WAITING,
        OVER
    }

    sealed interface Event {
        record Asked() implements Event {}

        record Settled() implements Event {}

        record GivenUp() implements Event {}
    }

    @Override
    public Class<Event> eventType() {
        return Event.class;
    }

    @Override
    public Optional<String> processOf(DomainEvent<?> event) {
        return event.event() instanceof Orders.Event order
                ? Optional.of("payment-of-" + order.id())
                : Optional.empty();
    }

    @Override
    public State initial() {
        return State.NEW;
    }

    @Override
    public State evolve(State state, Event event) {
        return event instanceof Event.Asked ? State.WAITING : State.OVER;
    }

    @Override
    public Reaction<? extends Event> react(State state, DomainEvent<?> event) {
        return switch (event.event()) {
            case Orders.Event.Placed placed when state == State.NEW ->
                    Reaction.of(new Event.Asked())
                            .withTimer("patience", event.timestamp().plus(PATIENCE));
            case Orders.Event.Paid paid when state == State.WAITING ->
                    Reaction.of(new Event.Settled()).withoutTimer("patience");
            case TimerElapsed elapsed when state == State.WAITING ->
                    Reaction.of(new Event.GivenUp());
            default -> Reaction.none();
        };
    }
}
// @end
