package org.annals.examples.commands;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** A sum that somebody wants done, and what came of it. For one thread. */
public final class Command extends Aggregate<Command.Event> {
    /** What can happen to a command. */
    public sealed interface Event {
        /** It was submitted. */
        record Submitted(String text) implements Event {}

        /** It was carried out. */
        record Answered(long value) implements Event {}

        /** It could not be carried out. */
        record Failed(String error) implements Event {}
    }

    /** How commands are got back from their events. */
    public static final AggregateType<Command> TYPE = AggregateType.of(Command.class, Command::new);

    private @Nullable Long value;
    private @Nullable String error;

    private Command() {}

    /** Submits a command under a new id. */
    public static Command submit(String text) {
        var command = new Command();
        command.trigger(new Event.Submitted(text));
        return command;
    }

    /** Records what came of it. */
    public void close(Result result) {
        trigger(
                switch (result) {
                    case Result.Done(var id, var found) -> new Event.Answered(found);
                    case Result.Failed(var id, var why) -> new Event.Failed(why);
                });
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Submitted(var text) -> {}
            case Event.Answered(var found) -> value = found;
            case Event.Failed(var why) -> error = why;
        }
    }

    /** Returns the answer, once there is one. */
    public Optional<Long> value() {
        return Optional.ofNullable(value);
    }

    /** Returns why it failed, once it has. */
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }
}
