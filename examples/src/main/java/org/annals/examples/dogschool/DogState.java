package org.annals.examples.dogschool;

import org.annals.domain.Evolution;

import java.util.ArrayList;
import java.util.List;

/**
 * A dog as a value: every event makes a new one. Immutable.
 *
 * @param name empty before the dog is registered
 * @param tricks in the order in which they were learned
 */
public record DogState(String name, List<String> tricks) {
    /** How a dog follows from its events. */
    public static final Evolution<DogState, Dog.Event> EVOLUTION =
            Evolution.of(new DogState("", List.of()), DogState::after);

    /** Copies the list. */
    public DogState {
        tricks = List.copyOf(tricks);
    }

    /** Returns the dog after an event. */
    public DogState after(Dog.Event event) {
        return switch (event) {
            case Dog.Event.Registered(var given) -> new DogState(given, tricks);
            case Dog.Event.TrickAdded(var trick) -> {
                var more = new ArrayList<>(tricks);
                more.add(trick);
                yield new DogState(name, more);
            }
        };
    }
}
