package org.annals.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.Decider;
import org.annals.persistence.Transcoder;
import org.annals.testkit.scenario.LightSwitch.Command;
import org.annals.testkit.scenario.LightSwitch.SwitchEvent;
import org.annals.testkit.scenario.LightSwitch.SwitchEvent.TurnedOff;
import org.annals.testkit.scenario.LightSwitch.SwitchEvent.TurnedOn;
import org.junit.jupiter.api.Test;

final class SnapshotScenarioTest {
    @Test
    void aStateWithEverythingMakesWhatAllEventsMake() {
        Scenario.of(Lamp.TYPE).given(new TurnedOn()).when(Lamp::turnOff).then(new TurnedOff());
        Scenario.of(LightSwitch.DECIDER, SwitchEvent.class)
                .withState(LightSwitch.State.class)
                .given(new TurnedOn())
                .when(Command.TURN_OFF)
                .then(new TurnedOff());
    }

    @Test
    void anAggregateThatForgetsFailsItsScenario() {
        var scenario = Scenario.of(Lamp.FORGETFUL).given(new TurnedOn());

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> scenario.when(Lamp::turnOff))
                .withMessageContaining("version 1")
                .withMessageContaining(Lamp.State.class.getName())
                .withMessageContaining("expected: State[lit=false, turns=2]")
                .withMessageContaining("actual: State[lit=false, turns=1]");
    }

    @Test
    void aStateThatIsNotReadBackEqualFailsItsScenario() {
        Decider<Command, LightSwitch.State, SwitchEvent> decider = LightSwitch.DECIDER;
        var scenario =
                Scenario.of(decider, SwitchEvent.class)
                        .using(new Dimming(Setting.usual().usedTranscoder()))
                        .withState(LightSwitch.State.class)
                        .given(new TurnedOn());

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> scenario.when(Command.TURN_OFF))
                .withMessageContaining("version 1");
    }

    @Test
    void withoutEventsThereIsNothingToCheck() {
        Scenario.of(LightSwitch.DECIDER, SwitchEvent.class)
                .withState(LightSwitch.State.class)
                .when(Command.TURN_OFF)
                .thenNothing();
    }

    /** Decodes states as they were before the first event. */
    private record Dimming(Transcoder transcoder) implements Transcoder {
        @Override
        public byte[] encode(Object object) {
            return transcoder.encode(object);
        }

        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            T decoded = transcoder.decode(bytes, type);
            return type == LightSwitch.State.class
                    ? type.cast(new LightSwitch.State(false, 0))
                    : decoded;
        }
    }
}
