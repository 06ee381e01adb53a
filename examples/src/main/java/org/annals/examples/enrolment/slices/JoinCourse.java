package org.annals.examples.enrolment.slices;

import org.annals.dcb.Slice;
import org.annals.domain.EventTag;
import org.annals.examples.enrolment.AlreadyJoinedException;
import org.annals.examples.enrolment.CourseFullException;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.CourseRegistered;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;
import org.annals.examples.enrolment.EnrolmentEvent.StudentRegistered;
import org.annals.examples.enrolment.TooManyCoursesException;
import org.annals.examples.enrolment.UnknownCourseException;
import org.annals.examples.enrolment.UnknownStudentException;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/** Lets a student join a course. For one thread. */
// @start region="join"
final class JoinCourse extends Slice<EnrolmentEvent> {
    private final String studentId;
    private final String courseId;
    private @Nullable StudentRegistered student;
    private @Nullable CourseRegistered course;
    private final Set<String> courses = new HashSet<>();
    private int placesTaken;

    JoinCourse(String studentId, String courseId) {
        this.studentId = studentId;
        this.courseId = courseId;
        boundary(EventTag.of("student", studentId))
                .on(StudentRegistered.class, e -> student = e)
                .on(StudentJoinedCourse.class, e -> courses.add(e.courseId()));
        boundary(EventTag.of("course", courseId))
                .on(CourseRegistered.class, e -> course = e)
                .on(StudentJoinedCourse.class, e -> placesTaken++);
    }

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
// @end
