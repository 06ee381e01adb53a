package org.annals.examples.enrolment.declared;

import org.annals.dcb.EnduringObject;
import org.annals.domain.Event;
import org.annals.domain.EventSourced;
import org.annals.domain.On;
import org.annals.examples.enrolment.AlreadyJoinedException;
import org.annals.examples.enrolment.CourseFullException;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;

import java.util.ArrayList;
import java.util.List;

/** A course, which vetoes an enrolment that it has no place for. For one thread. */
@EventSourced
public abstract class Course extends EnduringObject<EnrolmentEvent> {
    private final int places;
    private final List<String> students = new ArrayList<>();

    @Event("CourseRegistered")
    Course(String courseId, String name, int places) {
        super(Course_.TYPE, courseId);
        this.places = places;
    }

    /** Registers a course under a new id. */
    public static Course register(String name, int places) {
        return new Course_(Course_.TYPE.newId(), name, places);
    }

    @On(StudentJoinedCourse.class)
    void joined(String studentId) {
        students.add(studentId);
    }

    @Override
    protected void check(EnrolmentEvent event) {
        if (event instanceof StudentJoinedCourse joined) {
            if (students.contains(joined.studentId())) {
                throw new AlreadyJoinedException(joined.studentId(), id());
            }
            if (students.size() >= places) {
                throw new CourseFullException(id(), places);
            }
        }
    }
}
