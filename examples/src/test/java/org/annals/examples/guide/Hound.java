package org.annals.examples.guide;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.EventType;

// @start region="renamed"
@EventType(aliases = "Dog")
public final class Hound extends Aggregate<Hound.Event> {
    public sealed interface Event {
        record Registered(String name) implements Event {}

        record TrickAdded(String trick) implements Event {}
    }

    // @end

    public static final AggregateType<Hound> TYPE = AggregateType.of(Hound.class, Hound::new);

    private String name = "";
    private String trick = "";

    private Hound() {}

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Registered(var registered) -> name = registered;
            case Event.TrickAdded(var added) -> trick = added;
        }
    }

    public String name() {
        return name;
    }

    public String trick() {
        return trick;
    }
}
