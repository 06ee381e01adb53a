package org.annals.examples.commands;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.Pipe;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;

import java.util.Set;

/**
 * Carries commands out. What a command throws is caught and recorded: it is the command that has
 * failed, and not the policy, which the runner would try again. May be shared.
 */
public final class Results extends ProcessApplication {
    /** Results follow commands, and commands follow results. */
    public static final EventSystem SYSTEM =
            EventSystem.of(
                    Pipe.pipe(
                            Node.node(Commands.class, Commands::new),
                            Node.node(Results.class, Results::new),
                            Node.node(Commands.class, Commands::new)));

    public Results(Settings settings) {
        super(settings, EventTypes.of(Result.class));
    }

    @Override
    protected Set<Class<?>> followedTypes() {
        return Set.of(Command.Event.Submitted.class);
    }

    @Override
    protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
        if (event.event() instanceof Command.Event.Submitted(var text)) {
            processing.collect(
                    DomainEvent.of(carryOut(event.aggregateId(), text), EventDetails.none()));
        }
    }

    private static Result carryOut(String command, String text) {
        try {
            return new Result.Done(command, calculate(text));
        } catch (ArithmeticException | IllegalArgumentException e) {
            return new Result.Failed(command, String.valueOf(e.getMessage()));
        }
    }

    private static long calculate(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("'%s' is no sum, as '6 * 7' is.".formatted(text));
        }
        long left = Long.parseLong(parts[0]);
        long right = Long.parseLong(parts[2]);
        return switch (parts[1]) {
            case "+" -> Math.addExact(left, right);
            case "*" -> Math.multiplyExact(left, right);
            case "/" -> left / right;
            default -> throw new IllegalArgumentException("'%s' is unknown.".formatted(parts[1]));
        };
    }
}
