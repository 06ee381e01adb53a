package org.annals.examples.dogschool;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;

import java.util.ArrayList;
import java.util.List;

/** A dog and its tricks, in the explicit style. For one thread at a time. */
public final class Dog extends Aggregate<Dog.Event> {
    /** What can happen to a dog. */
    public sealed interface Event {
        /** The dog came to the school. */
        record Registered(String name) implements Event {}

        /** The dog learned a trick. */
        record TrickAdded(String trick) implements Event {}
    }

    /** How dogs are got back from their events. */
    public static final AggregateType<Dog> TYPE = AggregateType.of(Dog.class, Dog::new);

    private final List<String> tricks = new ArrayList<>();
    private String name = "";

    private Dog() {}

    /** Registers a dog under a new id. */
    public static Dog register(String name) {
        var dog = new Dog();
        dog.trigger(new Event.Registered(name));
        return dog;
    }

    /** Teaches the dog a trick. */
    public void addTrick(String trick) {
        trigger(new Event.TrickAdded(trick));
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Registered(var given) -> name = given;
            case Event.TrickAdded(var trick) -> tricks.add(trick);
        }
    }

    /** Returns the dog's name. */
    public String name() {
        return name;
    }

    /** Returns what the dog can do, in the order in which it was learned. */
    public List<String> tricks() {
        return List.copyOf(tricks);
    }
}
