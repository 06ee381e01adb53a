package org.annals.examples.enrolment.declared;

import org.annals.dcb.Group;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;

/** A course and a student for whom an enrolment is one fact. For one thread. */
public final class Enrolment extends Group<EnrolmentEvent> {
    private final Student student;
    private final Course course;

    // The course comes first: that it is full is said before that the student takes too many.
    public Enrolment(Student student, Course course) {
        this.course = member(course);
        this.student = member(student);
    }

    /** Lets the student join the course, unless either vetoes. */
    public void join() {
        trigger(new StudentJoinedCourse(student.id(), course.id()));
    }
}
