package org.annals.application;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;

import java.util.ArrayList;
import java.util.List;

/** Numbers that are written down one after another. */
// @start region="state"
public final class Tally extends Aggregate<Tally.Event> {
    public sealed interface Event {
        record Noted(int number) implements Event {}
    }

    public record State(List<Integer> numbers) {}

    public static final AggregateType<Tally> TYPE =
            AggregateType.of(Tally.class, () -> new Tally(new State(new ArrayList<>())))
                    .withState(State.class, tally -> new State(tally.numbers), Tally::new);

    private final List<Integer> numbers;

    private Tally(State state) {
        numbers = new ArrayList<>(state.numbers());
    }

    // @end

    private Tally(String id) {
        super(id);
        numbers = new ArrayList<>();
    }

    static Tally ofState(State state) {
        return new Tally(state);
    }

    static Tally of(String id, int... numbers) {
        var tally = new Tally(id);
        tally.note(numbers);
        return tally;
    }

    void note(int... more) {
        for (int each : more) {
            trigger(new Event.Noted(each));
        }
    }

    List<Integer> numbers() {
        return List.copyOf(numbers);
    }

    /** Changes the state without an event, as nobody should. */
    void spoil() {
        numbers.add(-1);
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Noted(int number) -> numbers.add(number);
        }
    }
}
