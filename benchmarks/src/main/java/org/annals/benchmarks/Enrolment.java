package org.annals.benchmarks;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.persistence.Query;

/** A student enrols on a course: the tags of an event of W4. Immutable. */
record Enrolment(EventTag student, EventTag course) {
    static Enrolment of(String student, long course) {
        return new Enrolment(
                EventTag.of("student", student), EventTag.of("course", Long.toString(course)));
    }

    /** Returns an event with these tags, which is of the same size as in other workloads. */
    DomainEvent<Ledger.Event.Entered> event() {
        return DomainEvent.of(Entries.sample(0), EventDetails.tagged(student, course));
    }

    /** Returns which events have both tags. */
    Query same() {
        return Query.ofTags(student, course);
    }
}
