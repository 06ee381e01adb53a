package org.annals.examples.enrolment.adopted;

import org.annals.dcb.Slice;
import org.annals.domain.EventTag;
import org.annals.examples.enrolment.AlreadyJoinedException;
import org.annals.examples.enrolment.CourseFullException;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;
import org.annals.examples.enrolment.TooManyCoursesException;
import org.annals.examples.enrolment.UnknownCourseException;
import org.annals.examples.enrolment.UnknownStudentException;
import org.annals.examples.enrolment.aggregates.Course;
import org.annals.examples.enrolment.aggregates.Student;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/**
 * Lets a student join a course that aggregates have registered, and that others may have joined
 * when that was two events. For one thread.
 */
// @start region="join"
final class JoinCourse extends Slice<Object> {
    private final String studentId;
    private final String courseId;
    private Student.Event.@Nullable Registered student;
    private Course.Event.@Nullable Registered course;
    private final Set<String> courses = new HashSet<>();
    private int placesTaken;

    JoinCourse(String studentId, String courseId) {
        this.studentId = studentId;
        this.courseId = courseId;
        boundary(EventTag.of("student", studentId))
                .on(Student.Event.Registered.class, e -> student = e)
                .on(Student.Event.Joined.class, e -> courses.add(e.courseId()))
                .on(StudentJoinedCourse.class, e -> courses.add(e.courseId()));
        boundary(EventTag.of("course", courseId))
                .on(Course.Event.Registered.class, e -> course = e)
                .on(Course.Event.StudentJoined.class, e -> placesTaken++)
                .on(StudentJoinedCourse.class, e -> placesTaken++);
    }

    // @end

    @Override
    protected void execute() {
        if (student == null) {
            throw new UnknownStudentException(studentId);
        }
        if (course == null) {
            throw new UnknownCourseException(courseId);
        }
        if (courses.contains(courseId)) {
            throw new AlreadyJoinedException(studentId, courseId);
        }
        if (placesTaken >= course.places()) {
            throw new CourseFullException(courseId, course.places());
        }
        if (courses.size() >= student.maxCourses()) {
            throw new TooManyCoursesException(studentId, student.maxCourses());
        }
        trigger(new StudentJoinedCourse(studentId, courseId));
    }
}
