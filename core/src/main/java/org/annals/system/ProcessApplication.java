package org.annals.system;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventFamily;
import org.annals.domain.Metadata;
import org.annals.domain.Recordable;
import org.annals.following.Partitions;
import org.annals.following.RecordedDownstream;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Recorder;
import org.annals.persistence.Tracking;
import org.annals.settings.Settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The base class of an application that follows others: its policy says what follows from their
 * events, and that is recorded together with the place reached, so that each event takes effect
 * exactly once.
 *
 * {@snippet class="org.annals.system.Counting" region="policy"}
 *
 * <p>It may be shared between threads; its policy is called by one thread at a time for each
 * partition of the applications that it follows.
 */
public abstract class ProcessApplication extends Application {
    private static final String LEASE_DURATION = "LEASE_DURATION";
    private static final String STALL_AFTER = "STALL_AFTER";
    private static final Duration SHORTEST_LEASE = Duration.ofMillis(10);
    private static final Duration LONGEST_LEASE = Duration.ofHours(24);
    private static final Duration LONGEST_STALL = Duration.ofHours(24);

    private final RecordedDownstream downstream = new Policies(this::policy);

    /**
     * Opens an application whose name is that of its class.
     *
     * @param families what it is made of, as {@link Application} says
     * @throws org.annals.settings.ConfigurationException as that does
     * @throws org.annals.persistence.RecorderUnavailableException as that does
     */
    protected ProcessApplication(Settings settings, EventFamily... families) {
        super(settings, families);
    }

    /**
     * Opens an application with a declared name.
     *
     * @param families what it is made of, as {@link Application} says
     * @throws org.annals.settings.ConfigurationException as that does
     * @throws org.annals.persistence.RecorderUnavailableException as that does
     */
    protected ProcessApplication(String name, Settings settings, EventFamily... families) {
        super(name, settings, families);
    }

    /**
     * Says what follows from an event: collects it, or nothing. It is called with the metadata that
     * what it triggers gets, {@code causation_id} and {@code correlation_id}, and no other. If it
     * throws nothing is recorded, and the event is tried again. It may be called several times for
     * an event of which only one takes effect: whatever it does beside collecting, it does then.
     */
    protected abstract void policy(DomainEvent<?> event, ProcessingEvent processing);

    /** Returns the classes of events that it follows, from whichever upstream; of none, all. */
    protected Set<Class<?>> followedTypes() {
        return Set.of();
    }

    /**
     * Returns in how many partitions it follows each upstream, one unless it says otherwise: always
     * the same, for a start in others is refused. Its policy is called by one thread at a time for
     * each partition: what it changes should be apart by the same key, or its saves conflict, and
     * are tried again. Partitions are shared among the processes that run the application.
     */
    protected Partitions partitions() {
        return Partitions.none();
    }

    /** Returns how long a lease of its followers is, by the setting {@code LEASE_DURATION}. */
    final Duration lease() {
        Duration duration = settings().duration(LEASE_DURATION, Duration.ofSeconds(5));
        if (duration.compareTo(SHORTEST_LEASE) < 0 || duration.compareTo(LONGEST_LEASE) > 0) {
            throw settings().wrong(LEASE_DURATION, duration.toString(), "10ms to 24h");
        }
        return duration;
    }

    /**
     * Returns after what time at an event its followers have stalled, by the setting {@code
     * STALL_AFTER}.
     */
    final Duration stallsAfter() {
        Duration bound = settings().duration(STALL_AFTER, Duration.ofSeconds(30));
        if (!bound.isPositive() || bound.compareTo(LONGEST_STALL) > 0) {
            throw settings().wrong(STALL_AFTER, bound.toString(), "above 0, 24h at most");
        }
        return bound;
    }

    /** Returns what a follower hands events to. */
    public final RecordedDownstream downstream() {
        return downstream;
    }

    /** Is told what was recorded. */
    void recorded(ProcessingEvent processing) {}

    /** Says what follows from an event. */
    @FunctionalInterface
    interface Policy {
        void process(DomainEvent<?> event, ProcessingEvent processing);
    }

    /** Has what follows from events recorded, as a policy says. */
    class Policies implements RecordedDownstream {
        private final Policy policy;

        Policies(Policy policy) {
            this.policy = policy;
        }

        @Override
        public Recorder recorder() {
            return events().recorder();
        }

        @Override
        public void process(List<Incoming> incoming, Tracking tracking) {
            Tracking place = tracking.withUpstream(trackedAs(tracking.upstream()));
            process(incoming, request -> request.withTracking(place));
        }

        @Override
        public void processParked(Incoming incoming, ProcessChange.Unpark unpark) {
            process(List.of(incoming), request -> request.withChanges(List.of(unpark)));
        }

        private void process(List<Incoming> incoming, UnaryOperator<AppendRequest> more) {
            var processing = new ProcessingEvent();
            for (Incoming each : incoming) {
                for (DomainEvent<?> event : each.domainEvents()) {
                    Metadata.only(following(event), () -> policy.process(event, processing));
                }
            }
            saveWith(
                    request -> processing.addTo(more.apply(request)),
                    processing.collected().toArray(Recordable[]::new));
            recorded(processing);
        }
    }

    private static Map<String, String> following(DomainEvent<?> event) {
        String id = event.id().toString();
        Map<String, String> metadata = new HashMap<>();
        metadata.put(Metadata.CAUSATION_ID, id);
        metadata.put(
                Metadata.CORRELATION_ID,
                event.metadata().getOrDefault(Metadata.CORRELATION_ID, id));
        return metadata;
    }
}
