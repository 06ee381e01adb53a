package org.annals.examples.enrolment;

// @start region="events"
import org.annals.domain.Tag;

/** What happens to students and courses, each fact once. */
public sealed interface EnrolmentEvent {
    /** There is a student. */
    record StudentRegistered(@Tag("student") String studentId, String name, int maxCourses)
            implements EnrolmentEvent {}

    /** There is a course. */
    record CourseRegistered(@Tag("course") String courseId, String name, int places)
            implements EnrolmentEvent {}

    /** A student has joined a course. */
    record StudentJoinedCourse(@Tag("student") String studentId, @Tag("course") String courseId)
            implements EnrolmentEvent {}
}
// @end
