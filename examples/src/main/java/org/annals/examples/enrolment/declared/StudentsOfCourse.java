package org.annals.examples.enrolment.declared;

import org.annals.dcb.QuerySlice;
import org.annals.domain.EventSourced;
import org.annals.domain.EventTag;
import org.annals.domain.On;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.CourseRegistered;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;
import org.annals.examples.enrolment.UnknownCourseException;

import java.util.ArrayList;
import java.util.List;

/** Which students are in a course. For one thread. */
// @start region="students"
@EventSourced
abstract class StudentsOfCourse extends QuerySlice<EnrolmentEvent> {
    private final String courseId;
    private final List<String> students = new ArrayList<>();
    private boolean known;

    StudentsOfCourse(String courseId) {
        this.courseId = courseId;
        boundary(EventTag.of("course", courseId));
    }

    @On(CourseRegistered.class)
    void registered() {
        known = true;
    }

    @On(StudentJoinedCourse.class)
    void joined(String studentId) {
        students.add(studentId);
    }

    List<String> students() {
        if (!known) {
            throw new UnknownCourseException(courseId);
        }
        return List.copyOf(students);
    }
}
// @end
