package org.annals.examples.enrolment.slices;

import org.annals.application.Application;
import org.annals.domain.TriggerScope;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.Enrolments;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;

import java.util.List;

/** Gives each command and each question to a slice of its own. May be shared. */
// @start region="application"
public final class SliceEnrolments extends Application implements Enrolments {
    public SliceEnrolments(Settings settings) {
        super("Enrolments", settings, EventTypes.of(EnrolmentEvent.class));
    }

    @Override
    public String registerStudent(String name, int maxCourses) {
        var id = TriggerScope.current().nextId().toString();
        execute(new RegisterStudent(id, name, maxCourses));
        return id;
    }

    @Override
    public String registerCourse(String name, int places) {
        var id = TriggerScope.current().nextId().toString();
        execute(new RegisterCourse(id, name, places));
        return id;
    }

    @Override
    public void join(String studentId, String courseId) {
        execute(new JoinCourse(studentId, courseId));
    }

    @Override
    public List<String> studentsOf(String courseId) {
        return decisions().evaluate(new StudentsOfCourse(courseId)).students();
    }

    @Override
    public List<String> coursesOf(String studentId) {
        return decisions().evaluate(new CoursesOfStudent(studentId)).courses();
    }
}
// @end
