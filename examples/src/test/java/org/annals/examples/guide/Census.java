package org.annals.examples.guide;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;

/** How many dogs there are, and how often one of them has learnt something. */
public final class Census extends Aggregate<Census.Event> {
    public sealed interface Event {
        record DogCounted() implements Event {}

        record TrickCounted() implements Event {}
    }

    public static final String ID = "dogs";

    public static final AggregateType<Census> TYPE = AggregateType.of(Census.class, Census::new);

    private int dogs;
    private int tricks;

    Census() {
        super(ID);
    }

    public void count(Dog.Event event) {
        trigger(
                switch (event) {
                    case Dog.Event.Registered registered -> new Event.DogCounted();
                    case Dog.Event.TrickAdded added -> new Event.TrickCounted();
                });
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.DogCounted() -> dogs++;
            case Event.TrickCounted() -> tricks++;
        }
    }

    public int dogs() {
        return dogs;
    }

    public int tricks() {
        return tricks;
    }
}
