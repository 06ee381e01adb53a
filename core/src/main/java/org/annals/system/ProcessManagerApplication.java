package org.annals.system;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventFamily;
import org.annals.domain.Metadata;
import org.annals.domain.Recordable;
import org.annals.following.RecordedDownstream;
import org.annals.persistence.EventTypes;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.ProcessChange.FireTimer;
import org.annals.persistence.Timer;
import org.annals.settings.Settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The base class of an application that runs long processes, each going on as a {@link
 * ProcessManager} says. What it says is recorded in one append: events of the process, timers set
 * and cancelled, and the place reached in the log that is followed.
 *
 * {@snippet class="org.annals.system.Payments" region="application"}
 *
 * <p>A timer survives whatever its process does not. When it is due the runner has it turn into a
 * {@link TimerElapsed}, once, however many processes run the application, and the application
 * follows that as it follows others: with the same policy for failures, under the same lease. The
 * time is that of the scope in which the runner was started; nothing but when a timer elapses
 * depends on it.
 */
public abstract class ProcessManagerApplication extends ProcessApplication {
    private static final String POLL_INTERVAL = "POLL_INTERVAL";

    private final Managing<?, ?> managing;
    private final RecordedDownstream elapsed = new Elapsed();
    private final List<Consumer<Timer>> whenSet = new CopyOnWriteArrayList<>();

    /**
     * Opens an application whose name is that of its class.
     *
     * @param more what it is made of beside the process manager
     * @throws org.annals.settings.ConfigurationException as {@link ProcessApplication} says
     * @throws org.annals.persistence.RecorderUnavailableException as that does
     */
    protected ProcessManagerApplication(
            Settings settings, ProcessManager<?, ?> manager, EventFamily... more) {
        super(settings, families(manager, more));
        this.managing = new Managing<>(manager);
    }

    /**
     * Opens an application with a declared name.
     *
     * @param more what it is made of beside the process manager
     * @throws org.annals.settings.ConfigurationException as {@link ProcessApplication} says
     * @throws org.annals.persistence.RecorderUnavailableException as that does
     */
    protected ProcessManagerApplication(
            String name, Settings settings, ProcessManager<?, ?> manager, EventFamily... more) {
        super(name, settings, families(manager, more));
        this.managing = new Managing<>(manager);
    }

    private static EventFamily[] families(ProcessManager<?, ?> manager, EventFamily... more) {
        EventFamily own = EventTypes.of(manager.eventType(), TimerElapsed.class);
        return Stream.concat(Stream.of(own), Stream.of(more)).toArray(EventFamily[]::new);
    }

    /** Has the process manager react; timers that have elapsed elsewhere are no concern of it. */
    @Override
    protected final void policy(DomainEvent<?> event, ProcessingEvent processing) {
        if (!(event.event() instanceof TimerElapsed)) {
            react(event, processing);
        }
    }

    private void react(DomainEvent<?> event, ProcessingEvent processing) {
        managing.react(this, event, processing);
    }

    /** Returns what elapsed timers are handed to. */
    final RecordedDownstream elapsed() {
        return elapsed;
    }

    /** Has somebody told of each timer that is set. */
    final void whenSet(Consumer<Timer> action) {
        whenSet.add(action);
    }

    @Override
    final void recorded(ProcessingEvent processing) {
        for (ProcessChange each : processing.changes()) {
            if (each instanceof ProcessChange.SetTimer(var timer)) {
                whenSet.forEach(action -> action.accept(timer));
            }
        }
    }

    /** Records that timers have elapsed, all or none. */
    final void record(List<Timer> due) {
        List<ProcessChange> changes = due.stream().<ProcessChange>map(FireTimer::new).toList();
        Recordable[] events = due.stream().map(ProcessTimer::elapsed).toArray(Recordable[]::new);
        Metadata.only(Map.of(), () -> saveWith(request -> request.withChanges(changes), events));
    }

    final Duration pollInterval() {
        Duration interval = settings().duration(POLL_INTERVAL, Duration.ofSeconds(1));
        if (!interval.isPositive()) {
            throw settings().wrong(POLL_INTERVAL, interval.toString(), "above 0");
        }
        return interval;
    }

    private final class Elapsed extends Policies {
        Elapsed() {
            super(ProcessManagerApplication.this::react);
        }

        /** The application may also follow itself. */
        @Override
        public String trackedAs(String upstream) {
            return upstream + ", timers";
        }
    }
}
