package org.annals.testkit.scenario;

import static org.annals.testkit.scenario.LightSwitch.Command.TOUCH_THE_WIRE;
import static org.annals.testkit.scenario.LightSwitch.Command.TURN_OFF;
import static org.annals.testkit.scenario.LightSwitch.Command.TURN_ON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.memory.MemoryRecorder;
import org.annals.testkit.scenario.LightSwitch.State;
import org.annals.testkit.scenario.LightSwitch.SwitchEvent;
import org.annals.testkit.scenario.LightSwitch.SwitchEvent.TurnedOff;
import org.annals.testkit.scenario.LightSwitch.SwitchEvent.TurnedOn;
import org.junit.jupiter.api.Test;

final class DeciderScenarioTest {
    private final DeciderScenario<LightSwitch.Command, State, SwitchEvent> lamp =
            Scenario.of(LightSwitch.DECIDER, SwitchEvent.class);

    @Test
    void aCommandLeadsToEventsAndAState() {
        lamp.given(new TurnedOn())
                .when(TURN_OFF)
                .then(new TurnedOff())
                .thenState(state -> assertThat(state).isEqualTo(new State(false, 2)));
    }

    @Test
    void nothingNeedBeGiven() {
        lamp.when(TURN_ON).then(new TurnedOn());
    }

    @Test
    void aCommandMayLeadToNothing() {
        lamp.given(new TurnedOn(), new TurnedOff(), new TurnedOn())
                .when(TURN_ON)
                .thenNothing()
                .thenState(state -> assertThat(state).isEqualTo(new State(true, 3)));
    }

    @Test
    void aCommandMayBeRefused() {
        lamp.given(new TurnedOn())
                .whenRefused(TOUCH_THE_WIRE)
                .thenThrows(IllegalStateException.class, e -> assertThat(e).hasMessage("Ouch."))
                .thenState(state -> assertThat(state).isEqualTo(new State(true, 1)));
        assertThatIllegalStateException()
                .isThrownBy(() -> lamp.when(TOUCH_THE_WIRE))
                .withMessage("Ouch.");
    }

    @Test
    void theSameScenariosRunOnARecorderOfTheCallers() {
        try (var recorder = MemoryRecorder.open("lamps")) {
            var real = lamp.against(recorder);
            real.given(new TurnedOn()).when(TURN_OFF).then(new TurnedOff());
            real.given(new TurnedOn()).when(TURN_OFF).then(new TurnedOff());

            assertThat(recorder.head()).isEqualTo(4);
        }
    }
}
