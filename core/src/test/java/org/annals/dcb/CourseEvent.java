package org.annals.dcb;

import org.annals.domain.Tag;

/** What happens to students and courses. */
public sealed interface CourseEvent {
    record CourseRegistered(@Tag("course") String courseId, String name, int places)
            implements CourseEvent {}

    record CourseRenamed(@Tag("course") String courseId, String name) implements CourseEvent {}

    record StudentRegistered(@Tag("student") String studentId, String name, int maxCourses)
            implements CourseEvent {}

    record StudentRenamed(@Tag("student") String studentId, String name) implements CourseEvent {}

    record StudentJoined(@Tag("student") String studentId, @Tag("course") String courseId)
            implements CourseEvent {}
}
