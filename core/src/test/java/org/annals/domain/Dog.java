package org.annals.domain;

// @start region="dog"
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

    // @end

    private Dog(String id) {
        super(id);
    }

    public static Dog registerAs(String id, String name) {
        var dog = new Dog(id);
        dog.trigger(new Event.Registered(name));
        return dog;
    }

    public static Dog register(String name, EventDetails details) {
        var dog = new Dog();
        dog.trigger(new Event.Registered(name), details);
        return dog;
    }

    public void addTrick(String trick, EventDetails details) {
        trigger(new Event.TrickAdded(trick), details);
    }

    public String name() {
        return name;
    }

    public List<String> tricks() {
        return List.copyOf(tricks);
    }
}
