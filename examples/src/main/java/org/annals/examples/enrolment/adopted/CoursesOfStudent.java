package org.annals.examples.enrolment.adopted;

import org.annals.dcb.QuerySlice;
import org.annals.domain.EventTag;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;
import org.annals.examples.enrolment.UnknownStudentException;
import org.annals.examples.enrolment.aggregates.Student;

import java.util.ArrayList;
import java.util.List;

/** Which courses a student takes, however that was recorded. For one thread. */
final class CoursesOfStudent extends QuerySlice<Object> {
    private final String studentId;
    private final List<String> courses = new ArrayList<>();
    private boolean known;

    CoursesOfStudent(String studentId) {
        this.studentId = studentId;
        boundary(EventTag.of("student", studentId))
                .on(Student.Event.Registered.class, e -> known = true)
                .on(Student.Event.Joined.class, e -> courses.add(e.courseId()))
                .on(StudentJoinedCourse.class, e -> courses.add(e.courseId()));
    }

    List<String> courses() {
        if (!known) {
            throw new UnknownStudentException(studentId);
        }
        return List.copyOf(courses);
    }
}
