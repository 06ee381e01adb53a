package org.annals.testkit.scenario;

import org.annals.domain.Decider;

import java.util.List;

/** A lamp that turns on and off until it burns out. */
final class LightSwitch {
    enum Command {
        TURN_ON,
        TURN_OFF,
        TOUCH_THE_WIRE
    }

    sealed interface SwitchEvent {
        record TurnedOn() implements SwitchEvent {}

        record TurnedOff() implements SwitchEvent {}
    }

    record State(boolean lit, int turns) {}

    static final Decider<Command, State, SwitchEvent> DECIDER =
            Decider.of(new State(false, 0), LightSwitch::decide, LightSwitch::evolve);

    private LightSwitch() {}

    private static List<SwitchEvent> decide(Command command, State state) {
        return switch (command) {
            case TURN_ON -> state.lit() ? List.of() : List.of(new SwitchEvent.TurnedOn());
            case TURN_OFF -> state.lit() ? List.of(new SwitchEvent.TurnedOff()) : List.of();
            case TOUCH_THE_WIRE -> throw new IllegalStateException("Ouch.");
        };
    }

    private static State evolve(State state, SwitchEvent event) {
        return switch (event) {
            case SwitchEvent.TurnedOn on -> new State(true, state.turns() + 1);
            case SwitchEvent.TurnedOff off -> new State(false, state.turns() + 1);
        };
    }
}
