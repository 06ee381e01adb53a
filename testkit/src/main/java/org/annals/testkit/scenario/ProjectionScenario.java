package org.annals.testkit.scenario;

import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.IdSource;
import org.annals.domain.Origin;
import org.annals.following.FailurePolicy;
import org.annals.following.Upstream;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.Transcoder;
import org.annals.projection.Projection;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What a view follows from, and where. Immutable; every step is a new value.
 *
 * <p>Unless something else is said the view is in memory, as {@link
 * org.annals.memory.MemoryTables}. It is built twice, event by event and from all events in one
 * transaction, and both builds are checked: handlers must make the same of the same events.
 *
 * @param <V> the view
 */
public final class ProjectionScenario<V> {
    private static final FailurePolicy ONCE = FailurePolicy.defaults().withAttempts(1);

    private final Projection<V> projection;
    private final Setting setting;
    private final List<Object> givens;

    ProjectionScenario(Projection<V> projection, Setting setting) {
        this(requireNonNull(projection, "projection"), setting, List.of());
    }

    private ProjectionScenario(Projection<V> projection, Setting setting, List<Object> givens) {
        this.projection = projection;
        this.setting = setting;
        this.givens = givens;
    }

    /** Returns this scenario with another transcoder. */
    public ProjectionScenario<V> using(Transcoder transcoder) {
        return new ProjectionScenario<>(projection, setting.using(transcoder), givens);
    }

    /** Returns this scenario at the time of a clock. */
    public ProjectionScenario<V> at(InstantSource clock) {
        return new ProjectionScenario<>(projection, setting.at(clock), givens);
    }

    /** Returns this scenario with another source of ids. */
    public ProjectionScenario<V> withIds(IdSource ids) {
        return new ProjectionScenario<>(projection, setting.withIds(ids), givens);
    }

    /**
     * Returns this scenario with more events, in order: values, which are all of one aggregate, or
     * envelopes, which are taken as they are.
     */
    public ProjectionScenario<V> given(Object... events) {
        List<Object> all = new ArrayList<>(givens);
        for (Object event : events) {
            all.add(requireNonNull(event, "event"));
        }
        return new ProjectionScenario<>(projection, setting, List.copyOf(all));
    }

    /**
     * Builds the view and checks it.
     *
     * @param check throws if the view is not as it should be
     * @throws RuntimeException what a handler throws; or if something given cannot be stored or
     *     read back
     */
    public ProjectionScenario<V> then(Projection.Step<? super V> check) {
        try (var recorder = MemoryRecorder.open("views")) {
            return then(ViewStore.of(recorder), check);
        }
    }

    /**
     * Builds the view in a database that does not have it yet, and checks it.
     *
     * @throws RuntimeException as the other does
     */
    public ProjectionScenario<V> then(ViewStore views, Projection.Step<? super V> check) {
        requireNonNull(check, "check");
        try (var log = new ScenarioLog(setting, projection.eventClasses(), givens)) {
            log.recordAll(this::envelopes);
            Upstream upstream = Upstream.of(log);
            require(upstream, projection, views, 1, check);
            var again = projection.version(projection.version() + 1);
            require(upstream, again, views, Integer.MAX_VALUE, check);
        }
        return this;
    }

    private List<DomainEvent<?>> envelopes(String aggregateId) {
        List<DomainEvent<?>> envelopes = new ArrayList<>();
        int version = 0;
        for (Object each : givens) {
            envelopes.add(
                    each instanceof DomainEvent<?> envelope
                            ? envelope
                            : DomainEvent.of(
                                    each, new Origin(aggregateId, ++version), EventDetails.none()));
        }
        return envelopes;
    }

    private void require(
            Upstream upstream,
            Projection<V> version,
            ViewStore views,
            int batchSize,
            Projection.Step<? super V> check) {
        try (var runner =
                ProjectionRunner.builder(upstream, version, views)
                        .batchSize(batchSize)
                        .onFailure(ONCE)
                        .notices(notice -> {})
                        .open()) {
            runner.drain();
            throwIfFailed(runner.status().failure());
        }
        // What is given up by a reset is first handed over whole.
        views.reset(version.clearing(check).creating(view -> {}));
    }

    private static void throwIfFailed(@Nullable Throwable failure) {
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
    }
}
