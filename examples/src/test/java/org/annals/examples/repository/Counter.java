package org.annals.examples.repository;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;

/** A number that grows, with a state of which snapshots could be taken. */
public final class Counter extends Aggregate<Counter.Event> {
    /** What can happen to a counter. */
    public sealed interface Event {
        int by();

        record Counted(int by) implements Event {}
    }

    /** All that events change. */
    public record State(int total) {}

    public static final AggregateType<Counter> TYPE =
            AggregateType.of(Counter.class, Counter::new)
                    .withState(State.class, Counter::state, Counter::new);

    private int total;

    private Counter() {}

    private Counter(String id) {
        super(id);
    }

    private Counter(State state) {
        total = state.total();
    }

    public static Counter begin(String id) {
        var counter = new Counter(id);
        counter.count(1);
        return counter;
    }

    public void count(int by) {
        trigger(new Event.Counted(by));
    }

    public State state() {
        return new State(total);
    }

    @Override
    protected void apply(Event event) {
        total += event.by();
    }
}
