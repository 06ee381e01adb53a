package org.annals.examples.enrolment.basics;

import org.annals.examples.enrolment.AlreadyJoinedException;
import org.annals.examples.enrolment.CourseFullException;
import org.annals.examples.enrolment.EnrolmentEvent.CourseRegistered;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;
import org.annals.examples.enrolment.EnrolmentEvent.StudentRegistered;
import org.annals.examples.enrolment.TooManyCoursesException;
import org.annals.examples.enrolment.UnknownCourseException;
import org.annals.examples.enrolment.UnknownStudentException;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/** What must be known of a student and a course to let the one join the other. For one thread. */
// @start region="admission"
final class Admission {
    private final String studentId;
    private final String courseId;
    private @Nullable StudentRegistered student;
    private @Nullable CourseRegistered course;
    private final Set<String> students = new HashSet<>();
    private final Set<String> courses = new HashSet<>();

    Admission(String studentId, String courseId) {
        this.studentId = studentId;
        this.courseId = courseId;
    }

    void see(Object event) {
        switch (event) {
            case StudentRegistered e -> student = e;
            case CourseRegistered e -> course = e;
            case StudentJoinedCourse e -> {
                if (e.studentId().equals(studentId)) {
                    courses.add(e.courseId());
                }
                if (e.courseId().equals(courseId)) {
                    students.add(e.studentId());
                }
            }
            default -> {}
        }
    }

    void check() {
        if (student == null) {
            throw new UnknownStudentException(studentId);
        }
        if (course == null) {
            throw new UnknownCourseException(courseId);
        }
        if (courses.contains(courseId)) {
            throw new AlreadyJoinedException(studentId, courseId);
        }
        if (students.size() >= course.places()) {
            throw new CourseFullException(courseId, course.places());
        }
        if (courses.size() >= student.maxCourses()) {
            throw new TooManyCoursesException(studentId, student.maxCourses());
        }
    }
}
// @end
