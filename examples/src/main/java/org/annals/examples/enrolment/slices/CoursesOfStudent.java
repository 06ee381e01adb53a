package org.annals.examples.enrolment.slices;

import org.annals.dcb.QuerySlice;
import org.annals.domain.EventTag;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;
import org.annals.examples.enrolment.EnrolmentEvent.StudentRegistered;
import org.annals.examples.enrolment.UnknownStudentException;

import java.util.ArrayList;
import java.util.List;

/** Which courses a student takes. For one thread. */
final class CoursesOfStudent extends QuerySlice<EnrolmentEvent> {
    private final String studentId;
    private final List<String> courses = new ArrayList<>();
    private boolean known;

    CoursesOfStudent(String studentId) {
        this.studentId = studentId;
        boundary(EventTag.of("student", studentId))
                .on(StudentRegistered.class, e -> known = true)
                .on(StudentJoinedCourse.class, e -> courses.add(e.courseId()));
    }

    List<String> courses() {
        if (!known) {
            throw new UnknownStudentException(studentId);
        }
        return List.copyOf(courses);
    }
}
