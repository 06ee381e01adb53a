package org.annals.testkit.scenario;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;

import static java.util.Objects.requireNonNull;

import org.annals.application.NoticeListener;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.IdSource;
import org.annals.domain.Origin;
import org.annals.domain.Recording;
import org.annals.encryption.SubjectKeys;
import org.annals.following.FailurePolicy;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.ProcessApplication;
import org.annals.system.Runner;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a process application is given, and where. Immutable; every step is a new value.
 *
 * <p>Unless something else is said all is in memory, with the transcoder that is on the path, at
 * the time 2000-01-01T00:00:00Z, with ids that count.
 */
public final class PolicyScenario {
    private static final FailurePolicy ONCE = FailurePolicy.defaults().withAttempts(1);

    private final Function<Settings, ? extends ProcessApplication> opening;
    private final Setting setting;
    private final List<Object> givens;

    PolicyScenario(Function<Settings, ? extends ProcessApplication> opening, Setting setting) {
        this(requireNonNull(opening, "opening"), setting, List.of());
    }

    private PolicyScenario(
            Function<Settings, ? extends ProcessApplication> opening,
            Setting setting,
            List<Object> givens) {
        this.opening = opening;
        this.setting = setting;
        this.givens = givens;
    }

    private PolicyScenario in(Setting other) {
        return new PolicyScenario(opening, other, givens);
    }

    /** Returns this scenario with another transcoder. */
    public PolicyScenario using(Transcoder transcoder) {
        return in(setting.using(transcoder));
    }

    /** Returns this scenario at the time of a clock. */
    public PolicyScenario at(InstantSource clock) {
        return in(setting.at(clock));
    }

    /** Returns this scenario with another source of ids. */
    public PolicyScenario withIds(IdSource ids) {
        return in(setting.withIds(ids));
    }

    /**
     * Returns this scenario with more events that the application has processed, in order: values,
     * which are all of one aggregate, or envelopes, which are taken as they are.
     */
    public PolicyScenario given(Object... events) {
        List<Object> all = new ArrayList<>(givens);
        for (Object event : events) {
            all.add(requireNonNull(event, "event"));
        }
        return new PolicyScenario(opening, setting, List.copyOf(all));
    }

    /**
     * Has the policy process an event, and returns what came of it.
     *
     * @throws RuntimeException what the policy throws, or its save, unchanged; or if something
     *     given cannot be stored or read back
     */
    public PolicyConsequence when(Object event) {
        List<Object> all = new ArrayList<>(givens);
        all.add(requireNonNull(event, "event"));
        ProcessApplication application = opening.apply(settings());
        try (Runner runner = opened(new ScenarioLog(setting, List.of(), all), application)) {
            ScenarioLog log = runner.get(ScenarioLog.class);
            List<DomainEvent<?>> envelopes = log.call(() -> envelopes(log.newId(), all));
            runner.start();
            log.call(() -> log.record(envelopes.subList(0, givens.size())));
            throwIfFailed(runner);
            long before = application.events().recorder().head();
            log.call(() -> log.record(envelopes.subList(givens.size(), all.size())));
            throwIfFailed(runner);
            return new PolicyConsequence(recordedAfter(before, application));
        }
    }

    private Settings settings() {
        return Settings.only(Map.of())
                .using(Transcoder.class, setting.usedTranscoder())
                .using(SubjectKeys.class, SubjectKeys.inMemory())
                .using(NoticeListener.class, notice -> {});
    }

    private Runner opened(ScenarioLog log, ProcessApplication application) {
        return Runner.singleThreaded(
                EventSystem.of(pipe(node(ScenarioLog.class, given -> log), nodeOf(application))),
                settings(),
                ONCE);
    }

    private static <P extends ProcessApplication> Node<P> nodeOf(P application) {
        // An object's class is that of its type.
        @SuppressWarnings("unchecked")
        var type = (Class<P>) application.getClass();
        return node(type, given -> application);
    }

    private static List<DomainEvent<?>> envelopes(String aggregateId, List<Object> events) {
        List<DomainEvent<?>> envelopes = new ArrayList<>();
        int version = 0;
        for (Object each : events) {
            envelopes.add(
                    each instanceof DomainEvent<?> envelope
                            ? envelope
                            : DomainEvent.of(
                                    each, new Origin(aggregateId, ++version), EventDetails.none()));
        }
        return envelopes;
    }

    private static void throwIfFailed(Runner runner) {
        switch (runner.status().getFirst().failure()) {
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            case null, default -> {}
        }
    }

    private static List<DomainEvent<?>> recordedAfter(long position, ProcessApplication from) {
        try (Stream<Recording> recorded = from.events().read(LogSelection.all().after(position))) {
            return recorded.<DomainEvent<?>>map(Recording::domainEvent).toList();
        }
    }
}
