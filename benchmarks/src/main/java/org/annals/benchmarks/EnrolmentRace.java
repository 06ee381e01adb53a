package org.annals.benchmarks;

import org.annals.application.Application;
import org.annals.examples.enrolment.Enrolments;
import org.annals.persistence.LogRecorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Registers 10 courses and 10 students, and lets every student join every course: 120 operations.
 *
 * @param eventsOfAnEnrolment 1, or 2 where a student and a course each have one
 * @param courses that were registered so far
 */
record EnrolmentRace(
        Enrolments enrolments, LogRecorder recorder, int eventsOfAnEnrolment, Queue<String> courses)
        implements Race {
    private static final int EACH = 10;

    static <A extends Application & Enrolments> EnrolmentRace of(
            A enrolments, int eventsOfAnEnrolment) {
        return new EnrolmentRace(
                enrolments,
                enrolments.events().recorder(),
                eventsOfAnEnrolment,
                new ConcurrentLinkedQueue<>());
    }

    @Override
    public void iterate(Runnable done) {
        List<String> own = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            own.add(enrolments.registerCourse("Course " + i, EACH));
            done.run();
        }
        List<String> students = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            students.add(enrolments.registerStudent("Student " + i, EACH));
            done.run();
        }
        for (String student : students) {
            for (String course : own) {
                enrolments.join(student, course);
                done.run();
            }
        }
        courses.addAll(own);
    }

    @Override
    public int eventsAnIteration() {
        return EACH + EACH + EACH * EACH * eventsOfAnEnrolment;
    }

    @Override
    public void check() {
        for (String course : courses) {
            Check.equal(
                    "number of students in a course",
                    (long) EACH,
                    enrolments.studentsOf(course).stream().distinct().count());
        }
    }

    @Override
    public void close() {
        enrolments.close();
    }
}
