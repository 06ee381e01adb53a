package org.annals.examples.personal;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.Erasable;
import org.annals.domain.Personal;
import org.annals.domain.Subject;

import java.time.LocalDate;
import java.util.List;

/** A customer, of whom everything but the points is personal; and somebody else, who was named. */
public final class Customer extends Aggregate<Customer.Event> {
    public record Address(String street, List<String> lines) {}

    /** What can happen to a customer. */
    public sealed interface Event {
        record Registered(
                @Personal Erasable<String> name,
                @Personal Erasable<LocalDate> born,
                @Personal Erasable<Address> address,
                int points)
                implements Event {}

        record Recommended(@Subject String friend, @Personal Erasable<String> words)
                implements Event {}
    }

    public record State(@Personal Erasable<String> name, int points, int recommendations) {}

    public static final AggregateType<Customer> TYPE =
            AggregateType.of(Customer.class, Customer::new)
                    .withState(State.class, Customer::state, Customer::new);

    private Erasable<String> name = Erasable.erased();
    private int points;
    private int recommendations;

    private Customer() {}

    private Customer(String id) {
        super(id);
    }

    private Customer(State state) {
        name = state.name();
        points = state.points();
        recommendations = state.recommendations();
    }

    public static Customer register(String id, String name, int points) {
        var customer = new Customer(id);
        customer.trigger(
                new Event.Registered(
                        Erasable.of(name),
                        Erasable.of(LocalDate.of(1990, 2, 3)),
                        Erasable.of(new Address(name + " Street", List.of("a", name))),
                        points));
        return customer;
    }

    public void recommend(String friend, String words) {
        trigger(new Event.Recommended(friend, Erasable.of(words)));
    }

    public State state() {
        return new State(name, points, recommendations);
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Registered registered -> {
                name = registered.name();
                points = registered.points();
            }
            case Event.Recommended recommended -> recommendations++;
        }
    }
}
