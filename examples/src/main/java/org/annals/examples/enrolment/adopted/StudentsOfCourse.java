package org.annals.examples.enrolment.adopted;

import org.annals.dcb.QuerySlice;
import org.annals.domain.EventTag;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;
import org.annals.examples.enrolment.UnknownCourseException;
import org.annals.examples.enrolment.aggregates.Course;

import java.util.ArrayList;
import java.util.List;

/** Which students are in a course, however that was recorded. For one thread. */
final class StudentsOfCourse extends QuerySlice<Object> {
    private final String courseId;
    private final List<String> students = new ArrayList<>();
    private boolean known;

    StudentsOfCourse(String courseId) {
        this.courseId = courseId;
        boundary(EventTag.of("course", courseId))
                .on(Course.Event.Registered.class, e -> known = true)
                .on(Course.Event.StudentJoined.class, e -> students.add(e.studentId()))
                .on(StudentJoinedCourse.class, e -> students.add(e.studentId()));
    }

    List<String> students() {
        if (!known) {
            throw new UnknownCourseException(courseId);
        }
        return List.copyOf(students);
    }
}
