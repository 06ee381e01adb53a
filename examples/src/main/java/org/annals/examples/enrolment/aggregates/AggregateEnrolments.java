package org.annals.examples.enrolment.aggregates;

import org.annals.application.Application;
import org.annals.application.ConflictRetry;
import org.annals.examples.enrolment.Enrolments;
import org.annals.examples.enrolment.UnknownCourseException;
import org.annals.examples.enrolment.UnknownStudentException;
import org.annals.settings.Settings;

import java.util.List;

/** Changes a student and a course, and saves both together. May be shared. */
public final class AggregateEnrolments extends Application implements Enrolments {
    private final ConflictRetry retry = new ConflictRetry(20);

    public AggregateEnrolments(Settings settings) {
        super("Enrolments", settings, Student.TYPE, Course.TYPE);
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

    // @start region="join"
    @Override
    public void join(String studentId, String courseId) {
        retry.run(
                attempt -> {
                    var student = student(studentId);
                    var course = course(courseId);
                    course.admit(studentId);
                    student.join(courseId);
                    return save(student, course);
                });
    }

    // @end

    @Override
    public List<String> studentsOf(String courseId) {
        return course(courseId).students();
    }

    @Override
    public List<String> coursesOf(String studentId) {
        return student(studentId).courses();
    }

    private Student student(String id) {
        return repository()
                .find(Student.class, id)
                .orElseThrow(() -> new UnknownStudentException(id));
    }

    private Course course(String id) {
        return repository()
                .find(Course.class, id)
                .orElseThrow(() -> new UnknownCourseException(id));
    }
}
