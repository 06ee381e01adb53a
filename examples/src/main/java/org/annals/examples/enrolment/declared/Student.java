package org.annals.examples.enrolment.declared;

import org.annals.dcb.EnduringObject;
import org.annals.domain.Event;
import org.annals.domain.EventSourced;
import org.annals.domain.On;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;
import org.annals.examples.enrolment.TooManyCoursesException;

import java.util.ArrayList;
import java.util.List;

/** A student, who vetoes an enrolment too many. For one thread. */
// @start region="student"
@EventSourced
public abstract class Student extends EnduringObject<EnrolmentEvent> {
    private final int maxCourses;
    private final List<String> courses = new ArrayList<>();

    @Event("StudentRegistered")
    Student(String studentId, String name, int maxCourses) {
        super(Student_.TYPE, studentId);
        this.maxCourses = maxCourses;
    }

    /** Registers a student under a new id. */
    public static Student register(String name, int maxCourses) {
        return new Student_(Student_.TYPE.newId(), name, maxCourses);
    }

    @On(StudentJoinedCourse.class)
    void joined(String courseId) {
        courses.add(courseId);
    }

    // @end

    @Override
    protected void check(EnrolmentEvent event) {
        if (event instanceof StudentJoinedCourse && courses.size() >= maxCourses) {
            throw new TooManyCoursesException(id(), maxCourses);
        }
    }

    /** Returns the ids of the courses, in the order in which they were joined. */
    public List<String> courses() {
        return List.copyOf(courses);
    }
}
