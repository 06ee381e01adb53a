package org.annals.examples.enrolment.slices;

import org.annals.dcb.Slice;
import org.annals.domain.EventTag;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.CourseRegistered;

/** Registers a course of which nothing was ever recorded. For one thread. */
final class RegisterCourse extends Slice<EnrolmentEvent> {
    private final CourseRegistered course;

    RegisterCourse(String id, String name, int places) {
        course = new CourseRegistered(id, name, places);
        boundary(EventTag.of("course", id));
    }

    @Override
    protected void execute() {
        trigger(course);
    }
}
