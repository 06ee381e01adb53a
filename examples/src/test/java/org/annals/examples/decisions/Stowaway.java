package org.annals.examples.decisions;

import org.annals.dcb.EnduringObject;
import org.annals.dcb.EnduringType;
import org.annals.domain.Erasable;
import org.annals.domain.Personal;
import org.annals.examples.decisions.PassengerEvent.Complained;
import org.annals.examples.decisions.PassengerEvent.Embarked;
import org.annals.examples.decisions.PassengerEvent.Served;

import java.util.ArrayList;
import java.util.List;

/** A passenger whose state does not say whose name it has. */
public final class Stowaway extends EnduringObject<PassengerEvent> {
    public record State(@Personal Erasable<String> name, List<String> dishes) {}

    public static final EnduringType<Stowaway> TYPE =
            EnduringType.of(Stowaway.class, Embarked.class, Stowaway::new)
                    .taggedBy("passenger")
                    .withState(State.class, Stowaway::state, Stowaway::new);

    private Erasable<String> name = Erasable.erased();
    private final List<String> dishes = new ArrayList<>();

    private Stowaway() {
        super(TYPE);
    }

    private Stowaway(State state) {
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
        return new State(name, List.copyOf(dishes));
    }
}
