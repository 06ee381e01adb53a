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
import org.annals.following.FollowerStatus;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Timer;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.ProcessApplication;
import org.annals.system.Runner;
import org.annals.system.TimerElapsed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a process application is given, and where. Immutable; every step is a new value.
 *
 * {@snippet class="org.annals.testkit.scenario.PolicyScenarioTest" region="time"}
 *
 * <p>Unless something else is said all is in memory, with the transcoder that is on the path, at
 * the time 2000-01-01T00:00:00Z, with ids that count.
 */
public final class PolicyScenario {
    private static final FailurePolicy ONCE = FailurePolicy.defaults().withAttempts(1);

    private final Function<Settings, ? extends ProcessApplication> opening;
    private final Setting setting;
    private final List<Step> past;

    /** Something that has happened before. */
    private sealed interface Step {
        record Event(Object event) implements Step {}

        record Time(Duration passed) implements Step {}
    }

    PolicyScenario(Function<Settings, ? extends ProcessApplication> opening, Setting setting) {
        this(requireNonNull(opening, "opening"), setting, List.of());
    }

    private PolicyScenario(
            Function<Settings, ? extends ProcessApplication> opening,
            Setting setting,
            List<Step> past) {
        this.opening = opening;
        this.setting = setting;
        this.past = past;
    }

    private PolicyScenario in(Setting other) {
        return new PolicyScenario(opening, other, past);
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
        PolicyScenario all = this;
        for (Object event : events) {
            all = all.after(new Step.Event(requireNonNull(event, "event")));
        }
        return all;
    }

    /** Returns this scenario with some time that has passed then, and what timers made of it. */
    public PolicyScenario passed(Duration time) {
        return after(new Step.Time(requireNonNull(time, "time")));
    }

    private PolicyScenario after(Step step) {
        List<Step> all = new ArrayList<>(past);
        all.add(step);
        return new PolicyScenario(opening, setting, List.copyOf(all));
    }

    /**
     * Has the policy process an event, and returns what came of it.
     *
     * @throws RuntimeException what the policy throws, or its save, unchanged; or if something
     *     given cannot be stored or read back
     */
    public PolicyConsequence when(Object event) {
        return when(new Step.Event(requireNonNull(event, "event")));
    }

    /**
     * Lets some time pass, and returns what came of the timers that were due by then.
     *
     * @throws RuntimeException as {@link #when(Object)} says
     */
    public PolicyConsequence whenPassed(Duration time) {
        return when(new Step.Time(requireNonNull(time, "time")));
    }

    private PolicyConsequence when(Step last) {
        InstantSource clock = setting.clock();
        var later = new LaterClock(clock == null ? Rehearsal.MILLENNIUM : clock);
        var log =
                new ScenarioLog(
                        new Setting(setting.transcoder(), null, later, setting.ids()),
                        List.of(),
                        after(last).events());
        ProcessApplication application = opening.apply(settings());
        try (Runner runner = opened(log, application)) {
            return log.call(
                    () -> {
                        runner.start();
                        var story = new Story(runner, log, later);
                        past.forEach(story::take);
                        long before = application.events().recorder().head();
                        story.take(last);
                        return new PolicyConsequence(
                                recordedAfter(before, application), timers(application));
                    });
        }
    }

    private List<Object> events() {
        List<Object> events = new ArrayList<>();
        for (Step each : past) {
            if (each instanceof Step.Event(var event)) {
                events.add(event);
            }
        }
        return events;
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

    /** What happens, step by step. For one thread. */
    private static final class Story {
        private final Runner runner;
        private final ScenarioLog log;
        private final LaterClock clock;
        private final String aggregateId;
        private long version;

        Story(Runner runner, ScenarioLog log, LaterClock clock) {
            this.runner = runner;
            this.log = log;
            this.clock = clock;
            this.aggregateId = log.newId();
        }

        void take(Step step) {
            switch (step) {
                case Step.Event(var event) -> log.record(List.of(envelope(event)));
                case Step.Time(var passed) -> {
                    clock.pass(passed);
                    runner.resume();
                }
            }
            runner.status().forEach(Story::throwIfFailed);
        }

        private DomainEvent<?> envelope(Object event) {
            if (event instanceof DomainEvent<?> envelope) {
                return envelope;
            }
            version++;
            return DomainEvent.of(event, new Origin(aggregateId, version), EventDetails.none());
        }

        private static void throwIfFailed(FollowerStatus follower) {
            switch (follower.failure()) {
                case Error e -> throw e;
                case RuntimeException e -> throw e;
                case null, default -> {}
            }
        }
    }

    /** A clock that is as much later than another as time has passed. For one thread. */
    private static final class LaterClock implements InstantSource {
        private final InstantSource clock;
        private Duration passed = Duration.ZERO;

        LaterClock(InstantSource clock) {
            this.clock = clock;
        }

        void pass(Duration more) {
            passed = passed.plus(more);
        }

        @Override
        public Instant instant() {
            return clock.instant().plus(passed);
        }
    }

    /** Returns what was recorded of the application's own: that a timer has elapsed is no news. */
    private static List<DomainEvent<?>> recordedAfter(long position, ProcessApplication from) {
        try (Stream<Recording> recorded = from.events().read(LogSelection.all().after(position))) {
            return recorded.<DomainEvent<?>>map(Recording::domainEvent)
                    .filter(each -> !(each.event() instanceof TimerElapsed))
                    .toList();
        }
    }

    private static List<Instant> timers(ProcessApplication application) {
        return application
                .events()
                .recorder()
                .readDueTimers(application.name(), Instant.MAX, Integer.MAX_VALUE)
                .stream()
                .map(Timer::dueOn)
                .toList();
    }
}
