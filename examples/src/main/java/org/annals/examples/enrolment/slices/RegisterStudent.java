package org.annals.examples.enrolment.slices;

import org.annals.dcb.Slice;
import org.annals.domain.EventTag;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.StudentRegistered;

/** Registers a student of whom nothing was ever recorded. For one thread. */
// @start region="register"
final class RegisterStudent extends Slice<EnrolmentEvent> {
    private final StudentRegistered student;

    RegisterStudent(String id, String name, int maxCourses) {
        student = new StudentRegistered(id, name, maxCourses);
        boundary(EventTag.of("student", id));
    }

    @Override
    protected void execute() {
        trigger(student);
    }
}
// @end
