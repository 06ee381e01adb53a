package org.annals.examples.enrolment.deciders;

import org.annals.application.Application;
import org.annals.dcb.Boundary;
import org.annals.domain.TriggerScope;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.Enrolments;
import org.annals.examples.enrolment.UnknownCourseException;
import org.annals.examples.enrolment.UnknownStudentException;
import org.annals.examples.enrolment.deciders.EnrolmentCommand.JoinCourse;
import org.annals.examples.enrolment.deciders.EnrolmentCommand.RegisterCourse;
import org.annals.examples.enrolment.deciders.EnrolmentCommand.RegisterStudent;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;

import java.util.List;

/** Hands each command to a decider, over what the command depends on. May be shared. */
public final class DeciderEnrolments extends Application implements Enrolments {
    public DeciderEnrolments(Settings settings) {
        super("Enrolments", settings, EventTypes.of(EnrolmentEvent.class));
    }

    // @start region="execute"
    private void execute(EnrolmentCommand command) {
        execute(School.DECIDER, command.boundary(), command);
    }

    @Override
    public void join(String studentId, String courseId) {
        execute(new JoinCourse(studentId, courseId));
    }

    // @end

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
    public List<String> studentsOf(String courseId) {
        School school = school(EnrolmentCommand.ofCourse(courseId));
        if (!school.courses().containsKey(courseId)) {
            throw new UnknownCourseException(courseId);
        }
        return school.studentsOf(courseId);
    }

    @Override
    public List<String> coursesOf(String studentId) {
        School school = school(EnrolmentCommand.ofStudent(studentId));
        if (!school.students().containsKey(studentId)) {
            throw new UnknownStudentException(studentId);
        }
        return school.coursesOf(studentId);
    }

    private School school(Boundary boundary) {
        return decisions().get(School.DECIDER, boundary).state();
    }
}
