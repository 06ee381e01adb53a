package org.annals.examples.guide;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.EventType;

import java.util.ArrayList;
import java.util.List;

/** The aggregate of docs/guide/versioning.md, which remembers what was applied to it. */
// @start region="events"
public final class Parrot extends Aggregate<Parrot.Event> {
    public sealed interface Event {
        record Hatched(String name, String colour) implements Event {}

        @EventType(version = 4)
        record WordLearnt(String word, String level) implements Event {}

        record Left(String cage) implements Event {}

        record Arrived(String cage) implements Event {}
    }

    // @end
    public static final AggregateType<Parrot> TYPE = AggregateType.of(Parrot.class, Parrot::new);

    private final List<Event> applied = new ArrayList<>();

    private Parrot() {}

    public void learn(String word) {
        trigger(new Event.WordLearnt(word, "1"));
    }

    @Override
    protected void apply(Event event) {
        applied.add(event);
    }

    /** Returns the events that led here, in order. */
    public List<Event> applied() {
        return List.copyOf(applied);
    }
}
