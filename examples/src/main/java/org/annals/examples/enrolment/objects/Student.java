package org.annals.examples.enrolment.objects;

import org.annals.dcb.EnduringObject;
import org.annals.dcb.EnduringType;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;
import org.annals.examples.enrolment.EnrolmentEvent.StudentRegistered;
import org.annals.examples.enrolment.TooManyCoursesException;

import java.util.ArrayList;
import java.util.List;

/** A student, who vetoes an enrolment too many. For one thread. */
// @start region="student"
public final class Student extends EnduringObject<EnrolmentEvent> {
    /** How students are got back from the events with their tag. */
    public static final EnduringType<Student> TYPE =
            EnduringType.of(Student.class, StudentRegistered.class, Student::new);

    private int maxCourses;
    private final List<String> courses = new ArrayList<>();

    private Student() {
        super(TYPE);
    }

    /** Registers a student under a new id. */
    public static Student register(String name, int maxCourses) {
        var student = new Student();
        student.trigger(new StudentRegistered(student.id(), name, maxCourses));
        return student;
    }

    @Override
    protected void apply(EnrolmentEvent event) {
        switch (event) {
            case StudentRegistered e -> maxCourses = e.maxCourses();
            case StudentJoinedCourse e -> courses.add(e.courseId());
            default -> {}
        }
    }

    @Override
    protected void check(EnrolmentEvent event) {
        if (event instanceof StudentJoinedCourse && courses.size() >= maxCourses) {
            throw new TooManyCoursesException(id(), maxCourses);
        }
    }

    // @end

    /** Returns the ids of the courses, in the order in which they were joined. */
    public List<String> courses() {
        return List.copyOf(courses);
    }
}
