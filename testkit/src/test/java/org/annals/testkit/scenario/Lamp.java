package org.annals.testkit.scenario;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.testkit.scenario.LightSwitch.SwitchEvent;

/** A lamp that counts its turns, of which only one of two states knows. */
final class Lamp extends Aggregate<SwitchEvent> {
    record State(boolean lit, int turns) {}

    static final AggregateType<Lamp> TYPE =
            AggregateType.of(Lamp.class, Lamp::new)
                    .withState(
                            State.class,
                            lamp -> new State(lamp.lit, lamp.turns),
                            state -> new Lamp(state.lit(), state.turns()));

    /** The state looks the same, and lacks what the next event needs. */
    static final AggregateType<Lamp> FORGETFUL =
            AggregateType.of(Lamp.class, Lamp::new)
                    .withState(
                            State.class,
                            lamp -> new State(lamp.lit, lamp.turns),
                            state -> new Lamp(state.lit(), 0));

    private boolean lit;
    private int turns;

    private Lamp() {}

    private Lamp(boolean lit, int turns) {
        this.lit = lit;
        this.turns = turns;
    }

    void turnOff() {
        trigger(new SwitchEvent.TurnedOff());
    }

    @Override
    protected void apply(SwitchEvent event) {
        lit = event instanceof SwitchEvent.TurnedOn;
        turns++;
    }
}
