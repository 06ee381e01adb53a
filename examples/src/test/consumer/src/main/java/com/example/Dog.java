package com.example;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;

import java.util.ArrayList;
import java.util.List;

public final class Dog extends Aggregate<Dog.Event> {
    public sealed interface Event {
        record Registered(String name) implements Event {}

        record TrickAdded(String trick) implements Event {}
    }

    public static final AggregateType<Dog> TYPE = AggregateType.of(Dog.class, Dog::new);

    private String name = "";
    private final List<String> tricks = new ArrayList<>();

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
        switch (event) {
            case Event.Registered(var registered) -> name = registered;
            case Event.TrickAdded(var trick) -> tricks.add(trick);
        }
    }

    public String name() {
        return name;
    }

    public List<String> tricks() {
        return List.copyOf(tricks);
    }
}
