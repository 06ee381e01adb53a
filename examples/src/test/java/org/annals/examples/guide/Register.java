package org.annals.examples.guide;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;

import java.util.ArrayList;
import java.util.List;

/** The guests of a house, as they come and go. */
// @start region="state"
public final class Register extends Aggregate<Register.Event> {
    public sealed interface Event {
        record GuestCame(String name) implements Event {}

        record GuestLeft(String name) implements Event {}
    }

    public record State(List<String> guests) {}

    public static final AggregateType<Register> TYPE =
            AggregateType.of(Register.class, Register::new)
                    .withState(State.class, Register::state, Register::new);

    private final List<String> guests;

    private Register() {
        guests = new ArrayList<>();
    }

    private Register(State state) {
        guests = new ArrayList<>(state.guests());
    }

    private State state() {
        return new State(List.copyOf(guests));
    }

    // @end

    private Register(String id) {
        super(id);
        guests = new ArrayList<>();
    }

    public static Register open(String house, String firstGuest) {
        var register = new Register(house);
        register.welcome(firstGuest);
        return register;
    }

    public void welcome(String name) {
        trigger(new Event.GuestCame(name));
    }

    public void bidFarewell(String name) {
        trigger(new Event.GuestLeft(name));
    }

    public List<String> guests() {
        return List.copyOf(guests);
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.GuestCame(var name) -> guests.add(name);
            case Event.GuestLeft(var name) -> guests.remove(name);
        }
    }
}
