package org.annals.examples.decisions;

import org.annals.dcb.EnduringObject;
import org.annals.dcb.EnduringType;
import org.annals.domain.Erasable;
import org.annals.domain.Personal;
import org.annals.domain.Subject;
import org.annals.examples.decisions.PassengerEvent.Complained;
import org.annals.examples.decisions.PassengerEvent.Embarked;
import org.annals.examples.decisions.PassengerEvent.Served;

import java.util.ArrayList;
import java.util.List;

/** A passenger, whose state says who it is. */
public final class Passenger extends EnduringObject<PassengerEvent> {
    public record State(
            @Subject String passengerId, @Personal Erasable<String> name, List<String> dishes) {}

    public static final EnduringType<Passenger> TYPE =
            EnduringType.of(Passenger.class, Embarked.class, Passenger::new)
                    .withState(State.class, Passenger::state, Passenger::new);

    private Erasable<String> name = Erasable.erased();
    private final List<String> dishes = new ArrayList<>();

    private Passenger() {
        super(TYPE);
    }

    private Passenger(State state) {
        super(TYPE);
        name = state.name();
        dishes.addAll(state.dishes());
    }

    @Override
    protected void apply(PassengerEvent event) {
        switch (event) {
            case Embarked e -> name = e.name();
            case Complained e -> {}
            case Served e -> dishes.add(e.dish());
        }
    }

    State state() {
        return new State(id(), name, List.copyOf(dishes));
    }
}
