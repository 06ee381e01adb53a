package org.annals.examples.enrolment.slices;

import org.annals.dcb.QuerySlice;
import org.annals.domain.EventTag;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.CourseRegistered;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;
import org.annals.examples.enrolment.UnknownCourseException;

import java.util.ArrayList;
import java.util.List;

/** Which students are in a course. For one thread. */
// @start region="students"
final class StudentsOfCourse extends QuerySlice<EnrolmentEvent> {
    private final String courseId;
    private final List<String> students = new ArrayList<>();
    private boolean known;

    StudentsOfCourse(String courseId) {
        this.courseId = courseId;
        boundary(EventTag.of("course", courseId))
                .on(CourseRegistered.class, e -> known = true)
                .on(StudentJoinedCourse.class, e -> students.add(e.studentId()));
    }

    List<String> students() {
        if (!known) {
            throw new UnknownCourseException(courseId);
        }
        return List.copyOf(students);
    }
}
// @end
