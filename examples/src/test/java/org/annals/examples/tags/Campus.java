package org.annals.examples.tags;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.EventType;
import org.annals.domain.Tag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.TagFilling;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.annals.settings.Settings;

import java.util.List;

/** The campus as it is now: a student may take two courses, which is decided over all events. */
final class Campus extends Application {
    private static final int MOST_COURSES = 2;

    @EventType(name = "Campus.Enrolled", version = 2)
    record Enrolled(@Tag("student") String student, @Tag("course") String course) {}

    /** A student has as many courses as are allowed. */
    static final class TooManyCoursesException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Campus(Settings settings) {
        super(
                "Campus",
                settings,
                EventTypes.of(Enrolled.class),
                Upcasters.of(
                        Upcaster.of(
                                "Campus.Enrolled", 1, fields -> fields.rename("pupil", "student"))),
                TagFilling.ofKeys("student", "course"));
    }

    static Query of(String key, String value) {
        return Query.ofTags(EventTag.of(key, value));
    }

    /** Records it whatever was before. */
    void enrol(String student, String course) {
        save(DomainEvent.of(new Enrolled(student, course), EventDetails.none()));
    }

    /** Records it unless the student has two courses already. */
    void decideToEnrol(String student, String course) {
        Query query = of("student", student);
        events().requireFinishedTags(query);
        long head = events().recorder().head();
        if (countOf("student", student, head) >= MOST_COURSES) {
            throw new TooManyCoursesException();
        }
        events().put(
                        List.of(DomainEvent.of(new Enrolled(student, course), EventDetails.none())),
                        request ->
                                request.onCondition(
                                        AppendCondition.failIfMatching(query).after(head)));
    }

    long countOf(String key, String value, long upTo) {
        return events().read(LogSelection.all().matching(of(key, value)).upTo(upTo)).count();
    }
}
