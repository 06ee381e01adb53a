package org.annals.examples.tags;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventType;
import org.annals.domain.Origin;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;

import java.util.List;
import java.util.stream.IntStream;

/** A campus as it was released first: its events have no tags, and another name for students. */
final class FirstRelease extends Application {
    @EventType(name = "Campus.Enrolled")
    record Enrolled(String pupil, String course) {}

    FirstRelease(Settings settings) {
        super("Campus", settings, EventTypes.of(Enrolled.class));
    }

    void enrol(String pupil, String course) {
        save(DomainEvent.of(new Enrolled(pupil, course), EventDetails.none()));
    }

    /** Records so many events of an aggregate, one for each of its students. */
    void enrolMany(String course, int students) {
        List<DomainEvent<Enrolled>> events =
                IntStream.rangeClosed(1, students)
                        .mapToObj(
                                n ->
                                        DomainEvent.of(
                                                new Enrolled("s" + n % 100, course),
                                                new Origin(course, n),
                                                EventDetails.none()))
                        .toList();
        events().put(events);
    }
}
