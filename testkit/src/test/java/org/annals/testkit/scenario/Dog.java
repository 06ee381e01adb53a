package org.annals.testkit.scenario;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;

import java.util.ArrayList;
import java.util.List;

final class Dog extends Aggregate<Dog.Event> {
    sealed interface Event {
        record Registered(String name) implements Event {}

        record TrickAdded(String trick) implements Event {}

        /** Cannot be stored: nothing says what to read back. */
        record Dreamt(Object dream) implements Event {}
    }

    static final AggregateType<Dog> TYPE = AggregateType.of(Dog.class, Dog::new);

    private String name = "";
    private final List<String> tricks = new ArrayList<>();

    private Dog() {}

    static Dog register(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A dog has a name.");
        }
        var dog = new Dog();
        dog.trigger(new Event.Registered(name));
        return dog;
    }

    void addTrick(String trick) {
        trigger(new Event.TrickAdded(trick));
    }

    void addTaggedTrick(String trick) {
        trigger(new Event.TrickAdded(trick), EventDetails.tagged(EventTag.of("trick", trick)));
    }

    void dream(Object dream) {
        trigger(new Event.Dreamt(dream));
    }

    String name() {
        return name;
    }

    List<String> tricks() {
        return tricks;
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Registered(var registered) -> this.name = registered;
            case Event.TrickAdded(var trick) -> tricks.add(trick);
            case Event.Dreamt dreamt -> {}
        }
    }
}
