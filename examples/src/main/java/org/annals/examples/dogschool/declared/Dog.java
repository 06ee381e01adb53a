package org.annals.examples.dogschool.declared;

import org.annals.domain.Aggregate;
import org.annals.domain.Event;
import org.annals.domain.EventSourced;

import java.util.ArrayList;
import java.util.List;

/** A dog and its tricks, in the declarative style. For one thread at a time. */
@EventSourced(state = Dog.State.class)
public abstract class Dog extends Aggregate<DogEvent> {
    /** What a snapshot has of a dog. */
    record State(String name, List<String> tricks) {}

    private final List<String> tricks = new ArrayList<>();
    private final String name;

    @Event("Registered")
    Dog(String name) {
        this.name = name;
    }

    Dog(State state) {
        name = state.name();
        tricks.addAll(state.tricks());
    }

    /** Registers a dog under a new id. */
    public static Dog register(String name) {
        return new Dog_(name);
    }

    /** Teaches the dog a trick. */
    @Event("TrickAdded")
    public void addTrick(String trick) {
        tricks.add(trick);
    }

    /** Returns the dog's name. */
    public String name() {
        return name;
    }

    /** Returns what the dog can do, in the order in which it was learned. */
    public List<String> tricks() {
        return List.copyOf(tricks);
    }

    State state() {
        return new State(name, tricks());
    }
}
