package org.annals.examples.personal;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.Erasable;
import org.annals.domain.Personal;
import org.annals.domain.Subject;

/**
 * Somebody with a name, who keeps what the last friend wrote: personal data of two in one state.
 */
public final class Penpal extends Aggregate<Penpal.Event> {
    /** What can happen to one. */
    public sealed interface Event {
        record Introduced(@Personal Erasable<String> name) implements Event {}

        record LetterCame(@Subject String friend, @Personal Erasable<String> letter)
                implements Event {}
    }

    public record State(@Personal Erasable<String> name, @Personal Erasable<String> letter) {}

    public static final AggregateType<Penpal> TYPE =
            AggregateType.of(Penpal.class, Penpal::new)
                    .withState(State.class, Penpal::state, Penpal::new);

    private Erasable<String> name = Erasable.erased();
    private Erasable<String> letter = Erasable.erased();

    private Penpal() {}

    private Penpal(String id) {
        super(id);
    }

    private Penpal(State state) {
        name = state.name();
        letter = state.letter();
    }

    public static Penpal named(String id, String name) {
        var penpal = new Penpal(id);
        penpal.rename(name);
        return penpal;
    }

    public void rename(String name) {
        trigger(new Event.Introduced(Erasable.of(name)));
    }

    public void receive(String friend, String letter) {
        trigger(new Event.LetterCame(friend, Erasable.of(letter)));
    }

    public State state() {
        return new State(name, letter);
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Introduced introduced -> name = introduced.name();
            case Event.LetterCame came -> letter = came.letter();
        }
    }
}
