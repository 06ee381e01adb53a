package org.annals.system;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.Evolved;
import org.annals.persistence.ProcessChange.CancelTimer;
import org.annals.persistence.ProcessChange.SetTimer;

import java.util.Optional;

/** Has processes go on as their manager says. May be shared between threads. */
record Managing<S, E>(ProcessManager<S, E> manager) {
    void react(Application application, DomainEvent<?> event, ProcessingEvent processing) {
        processOf(event).ifPresent(process -> react(application, process, event, processing));
    }

    private Optional<String> processOf(DomainEvent<?> event) {
        return event.event() instanceof TimerElapsed elapsed
                ? Optional.of(elapsed.process())
                : manager.processOf(event);
    }

    private void react(
            Application application,
            String process,
            DomainEvent<?> event,
            ProcessingEvent processing) {
        Evolved<S, E> before = before(application, process, processing);
        Reaction<? extends E> reaction = manager.react(before.state(), event);
        Evolved<S, E> after = before.triggerAll(reaction.events());
        processing.processes().put(process, after);
        processing.collect(after);
        for (String name : reaction.cancelled()) {
            var timer = new ProcessTimer(process, name);
            processing.collect(new CancelTimer(application.name(), timer.id()));
        }
        reaction.timers()
                .forEach(
                        (name, dueOn) -> {
                            var timer = new ProcessTimer(process, name);
                            processing.collect(new SetTimer(timer.set(application.name(), dueOn)));
                        });
    }

    /** One stored event may turn into several, each of which finds what those before it did. */
    private Evolved<S, E> before(
            Application application, String process, ProcessingEvent processing) {
        // All processes of an application are of its one manager.
        @SuppressWarnings("unchecked")
        var known = (Evolved<S, E>) processing.processes().get(process);
        return known == null
                ? application
                        .repository()
                        .find(manager, process)
                        .orElseGet(() -> Evolved.initial(process, manager))
                : known;
    }
}
