package org.annals.benchmarks;

import static org.annals.persistence.AppendCondition.failIfMatching;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.TriggerScope;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.StudentRegistered;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogRecorder;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.settings.Settings;

import java.util.List;
import java.util.Set;

/** Appends an event on the condition that there is none of its type with its tag. */
final class ConditionRace extends Application implements Race {
    private final Set<String> types;

    ConditionRace(Settings settings) {
        super(settings, EventTypes.of(EnrolmentEvent.class));
        types = events().mapper().types().storedNames(StudentRegistered.class);
    }

    @Override
    public void iterate(Runnable done) {
        String id = TriggerScope.current().nextId().toString();
        var event = DomainEvent.of(new StudentRegistered(id, "Student", 10), EventDetails.none());
        var none =
                failIfMatching(Query.of(new QueryItem(types, Set.of(EventTag.of("student", id)))));
        events().put(List.of(event), request -> request.onCondition(none));
        done.run();
    }

    @Override
    public int eventsAnIteration() {
        return 1;
    }

    @Override
    public LogRecorder recorder() {
        return events().recorder();
    }

    @Override
    public void check() {}
}
