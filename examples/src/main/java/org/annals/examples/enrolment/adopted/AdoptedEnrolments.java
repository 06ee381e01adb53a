package org.annals.examples.enrolment.adopted;

import org.annals.application.Application;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;
import org.annals.examples.enrolment.Enrolments;
import org.annals.examples.enrolment.aggregates.Course;
import org.annals.examples.enrolment.aggregates.Student;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;

import java.util.List;

/**
 * Goes on with the log of {@link org.annals.examples.enrolment.aggregates.AggregateEnrolments}:
 * students and courses are still registered as aggregates, and enrolments are decided by slices.
 * May be shared.
 *
 * <p>An aggregate does not see what a slice records. So all enrolments are decided here from the
 * moment on when the first one is.
 */
// @start region="application"
public final class AdoptedEnrolments extends Application implements Enrolments {
    public AdoptedEnrolments(Settings settings) {
        super(
                "Enrolments",
                settings,
                Student.TYPE,
                Course.TYPE,
                EventTypes.of(StudentJoinedCourse.class));
    }

    @Override
    public String registerStudent(String name, int maxCourses) {
        var student = Student.register(name, maxCourses);
        save(student);
        return student.id();
    }

    @Override
    public String registerCourse(String name, int places) {
        var course = Course.register(name, places);
        save(course);
        return course.id();
    }

    @Override
    public void join(String studentId, String courseId) {
        execute(new JoinCourse(studentId, courseId));
    }

    // @end

    @Override
    public List<String> studentsOf(String courseId) {
        return decisions().evaluate(new StudentsOfCourse(courseId)).students();
    }

    @Override
    public List<String> coursesOf(String studentId) {
        return decisions().evaluate(new CoursesOfStudent(studentId)).courses();
    }
}
