package org.annals.examples.enrolment.declared;

import org.annals.application.Application;
import org.annals.examples.enrolment.Enrolments;
import org.annals.examples.enrolment.UnknownCourseException;
import org.annals.examples.enrolment.UnknownStudentException;
import org.annals.settings.Settings;

import java.util.List;

/** Gets a course and a student as a group, and saves what they agree upon. May be shared. */
public final class DeclaredEnrolments extends Application implements Enrolments {
    public DeclaredEnrolments(Settings settings) {
        super("Enrolments", settings, Student_.TYPE, Course_.TYPE);
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
        execute(() -> enrolment(studentId, courseId), Enrolment::join);
    }

    private Enrolment enrolment(String studentId, String courseId) {
        return decisions()
                .group(
                        Student_.TYPE,
                        studentId,
                        Course_.TYPE,
                        courseId,
                        (student, course) ->
                                new Enrolment(
                                        student.orElseThrow(
                                                () -> new UnknownStudentException(studentId)),
                                        course.orElseThrow(
                                                () -> new UnknownCourseException(courseId))));
    }

    @Override
    public List<String> studentsOf(String courseId) {
        return decisions().evaluate(new StudentsOfCourse_(courseId)).students();
    }

    @Override
    public List<String> coursesOf(String studentId) {
        return decisions()
                .find(Student_.TYPE, studentId)
                .orElseThrow(() -> new UnknownStudentException(studentId))
                .courses();
    }
}
