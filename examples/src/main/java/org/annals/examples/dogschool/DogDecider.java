package org.annals.examples.dogschool;

import org.annals.domain.Decider;

import java.util.List;

/** A dog in the functional style: from a command and a state to events. Immutable. */
public final class DogDecider implements Decider<DogCommand, DogState, Dog.Event> {
    /** Makes the decider, of which one is enough. */
    public DogDecider() {}

    @Override
    public DogState initial() {
        return DogState.EVOLUTION.initial();
    }

    @Override
    public List<Dog.Event> decide(DogCommand command, DogState dog) {
        return switch (command) {
            case DogCommand.Register(var name) when dog.name().equals(name) -> List.of();
            case DogCommand.Register(var name) -> List.of(new Dog.Event.Registered(name));
            case DogCommand.AddTrick(var trick) -> List.of(new Dog.Event.TrickAdded(trick));
        };
    }

    @Override
    public DogState evolve(DogState dog, Dog.Event event) {
        return dog.after(event);
    }
}
