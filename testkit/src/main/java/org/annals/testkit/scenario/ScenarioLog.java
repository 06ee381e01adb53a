package org.annals.testkit.scenario;

import org.annals.application.Application;
import org.annals.application.NoticeListener;
import org.annals.domain.DomainEvent;
import org.annals.domain.IdSource;
import org.annals.domain.Recordable;
import org.annals.domain.TriggerScope;
import org.annals.encryption.SubjectKeys;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;

import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The log that a scenario's followers follow. */
final class ScenarioLog extends Application {
    private final TriggerScope scope;

    ScenarioLog(Setting setting, Collection<Class<?>> followed, List<Object> events) {
        super(
                "scenario",
                Settings.only(Map.of())
                        .using(Transcoder.class, setting.usedTranscoder())
                        .using(SubjectKeys.class, SubjectKeys.inMemory())
                        .using(NoticeListener.class, notice -> {}),
                types(followed, events));
        InstantSource clock = setting.clock();
        IdSource ids = setting.ids();
        this.scope =
                TriggerScope.of(
                        clock == null ? Rehearsal.MILLENNIUM : clock,
                        ids == null ? SequentialIds.after(0) : ids);
    }

    private static EventTypes types(Collection<Class<?>> followed, List<Object> events) {
        Set<Class<?>> classes = new LinkedHashSet<>(followed);
        for (Object each : events) {
            Object event = each instanceof DomainEvent<?> envelope ? envelope.event() : each;
            classes.add(event.getClass());
        }
        return EventTypes.of(classes.toArray(Class<?>[]::new));
    }

    /** Runs code with the clock and the ids of the scenario. */
    <T> T call(Supplier<T> code) {
        return scope.call(code);
    }

    String newId() {
        return TriggerScope.current().nextId().toString();
    }

    /** Records events and returns how many. */
    int record(List<DomainEvent<?>> events) {
        return save(events.toArray(Recordable[]::new)).size();
    }

    /** Records what is made with the clock and the ids of the scenario, of an aggregate's id. */
    void recordAll(Function<String, List<DomainEvent<?>>> events) {
        List<DomainEvent<?>> all =
                scope.call(() -> events.apply(TriggerScope.current().nextId().toString()));
        save(all.toArray(Recordable[]::new));
    }
}
