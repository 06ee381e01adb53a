package org.annals.examples.repository;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.Evolution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What was written on some days. Its state shares a list with it, as a careless user's would, and
 * has values of many types.
 */
public final class Diary extends Aggregate<Diary.Event> {
    /** What can happen to a diary. */
    public sealed interface Event {
        record Begun(UUID owner, Instant at) implements Event {}

        record Written(String line) implements Event {}
    }

    /** All that events change. */
    public record State(UUID owner, Instant at, List<String> lines, Optional<String> last) {}

    /** What a functional program makes of the same events. */
    public record Size(int lines, int letters) {}

    public static final AggregateType<Diary> TYPE =
            AggregateType.of(Diary.class, Diary::new)
                    .withState(State.class, Diary::state, Diary::new);

    /** The same, without a state. */
    public static final AggregateType<Diary> STATELESS = AggregateType.of(Diary.class, Diary::new);

    public static final Evolution<Size, Event> SIZE =
            Evolution.of(
                    new Size(0, 0),
                    (size, event) ->
                            event instanceof Event.Written(var line)
                                    ? new Size(size.lines() + 1, size.letters() + line.length())
                                    : size);

    private UUID owner = new UUID(0, 0);
    private Instant at = Instant.EPOCH;
    private List<String> lines = new ArrayList<>();

    private Diary() {}

    private Diary(String id) {
        super(id);
    }

    private Diary(State state) {
        owner = state.owner();
        at = state.at();
        lines = state.lines();
    }

    public static Diary begin(String id) {
        var diary = new Diary(id);
        diary.trigger(new Event.Begun(new UUID(1, 2), Instant.parse("2001-02-03T04:05:06.789Z")));
        return diary;
    }

    public void write(String line) {
        trigger(new Event.Written(line));
    }

    public State state() {
        return new State(
                owner,
                at,
                lines,
                lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast()));
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Changes the state without an event, as nobody should. */
    public void tearOut() {
        lines.clear();
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Begun(var by, var when) -> {
                owner = by;
                at = when;
            }
            case Event.Written(var line) -> lines.add(line);
        }
    }
}
