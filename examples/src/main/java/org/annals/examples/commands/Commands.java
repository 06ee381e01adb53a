package org.annals.examples.commands;

import org.annals.domain.DomainEvent;
import org.annals.settings.Settings;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;

import java.util.Set;

/** Takes commands, and records what came of each. May be shared. */
public final class Commands extends ProcessApplication {
    public Commands(Settings settings) {
        super(settings, Command.TYPE);
    }

    /** Submits a sum, such as {@code 6 * 7}, and returns the command's id. */
    public String submit(String text) {
        var command = Command.submit(text);
        save(command);
        return command.id();
    }

    /**
     * Returns a command as it is now.
     *
     * @throws org.annals.application.AggregateNotFoundException if there is no such command
     */
    public Command command(String id) {
        return repository().get(Command.class, id);
    }

    @Override
    protected Set<Class<?>> followedTypes() {
        return Set.of(Result.Done.class, Result.Failed.class);
    }

    @Override
    protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
        if (event.event() instanceof Result result) {
            Command command = command(result.command());
            command.close(result);
            processing.collect(command);
        }
    }
}
