package org.annals.http;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;

/** A dog that learns tricks. */
public final class Dog extends Aggregate<Dog.Event> {
    /** What can happen to a dog. */
    public sealed interface Event {
        record Registered(String name) implements Event {}

        record TrickAdded(String trick) implements Event {}
    }

    public static final AggregateType<Dog> TYPE = AggregateType.of(Dog.class, Dog::new);

    private Dog() {}

    public static Dog register(String name) {
        var dog = new Dog();
        dog.trigger(new Event.Registered(name));
        return dog;
    }

    public void addTrick(String trick) {
        trigger(new Event.TrickAdded(trick));
    }

    @Override
    protected void apply(Event event) {
        // Nothing here asks for its state.
    }
}
