package org.annals.examples.enrolment.objects;

import org.annals.application.Application;
import org.annals.examples.enrolment.Enrolments;
import org.annals.examples.enrolment.UnknownCourseException;
import org.annals.examples.enrolment.UnknownStudentException;
import org.annals.settings.Settings;

import java.util.List;

/** Gets a course and a student as a group, and saves what they agree upon. May be shared. */
public final class ObjectEnrolments extends Application implements Enrolments {
    public ObjectEnrolments(Settings settings) {
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
        execute(() -> enrolment(studentId, courseId), Enrolment::join);
    }

    private Enrolment enrolment(String studentId, String courseId) {
        return decisions()
                .group(
                        Student.TYPE,
                        studentId,
                        Course.TYPE,
                        courseId,
                        (student, course) ->
                                new Enrolment(
                                        student.orElseThrow(
                                                () -> new UnknownStudentException(studentId)),
                                        course.orElseThrow(
                                                () -> new UnknownCourseException(courseId))));
    }

    // @end

    @Override
    public List<String> studentsOf(String courseId) {
        return decisions()
                .find(Course.TYPE, courseId)
                .orElseThrow(() -> new UnknownCourseException(courseId))
                .students();
    }

    @Override
    public List<String> coursesOf(String studentId) {
        return decisions()
                .find(Student.TYPE, studentId)
                .orElseThrow(() -> new UnknownStudentException(studentId))
                .courses();
    }
}
