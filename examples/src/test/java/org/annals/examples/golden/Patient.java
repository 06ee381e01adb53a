package org.annals.examples.golden;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.Erasable;
import org.annals.domain.EventType;
import org.annals.domain.Personal;
import org.annals.domain.Subject;

/** A patient, whose events are of every kind that is stored in a way of its own. */
final class Patient extends Aggregate<Patient.Event> {
    sealed interface Event {
        record Admitted(@Personal Erasable<String> name, String ward) implements Event {}

        @EventType(version = 2)
        record Moved(String ward, int bed) implements Event {}

        record Treated(String how) implements Event {}

        record Visited(@Subject String visitor, @Personal Erasable<String> words)
                implements Event {}
    }

    record State(@Personal Erasable<String> name, String ward, int bed, int treatments) {}

    static final AggregateType<Patient> TYPE =
            AggregateType.of(Patient.class, Patient::new)
                    .withState(State.class, Patient::state, Patient::new);

    private State state = new State(Erasable.erased(), "", 0, 0);

    private Patient() {}

    private Patient(State state) {
        this.state = state;
    }

    State state() {
        return state;
    }

    void treat(String how) {
        trigger(new Event.Treated(how));
    }

    @Override
    protected void apply(Event event) {
        state =
                switch (event) {
                    case Event.Admitted(var name, var ward) ->
                            new State(name, ward, state.bed(), state.treatments());
                    case Event.Moved(var ward, var bed) ->
                            new State(state.name(), ward, bed, state.treatments());
                    case Event.Treated treated ->
                            new State(
                                    state.name(),
                                    state.ward(),
                                    state.bed(),
                                    state.treatments() + 1);
                    case Event.Visited visited -> state;
                };
    }
}
