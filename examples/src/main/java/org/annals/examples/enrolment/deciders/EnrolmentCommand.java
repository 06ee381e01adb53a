package org.annals.examples.enrolment.deciders;

import org.annals.dcb.Boundary;
import org.annals.domain.EventTag;

/** What a school is asked to do. Immutable. */
// @start region="commands"
public sealed interface EnrolmentCommand {
    /** Returns the events that it depends on. */
    Boundary boundary();

    /** Registers a student. */
    record RegisterStudent(String studentId, String name, int maxCourses)
            implements EnrolmentCommand {
        @Override
        public Boundary boundary() {
            return ofStudent(studentId);
        }
    }

    /** Registers a course. */
    record RegisterCourse(String courseId, String name, int places) implements EnrolmentCommand {
        @Override
        public Boundary boundary() {
            return ofCourse(courseId);
        }
    }

    /** Lets a student join a course. */
    record JoinCourse(String studentId, String courseId) implements EnrolmentCommand {
        @Override
        public Boundary boundary() {
            return ofStudent(studentId).or(ofCourse(courseId));
        }
    }

    /** Returns the events of a student. */
    static Boundary ofStudent(String id) {
        return Boundary.of(EventTag.of("student", id));
    }

    /** Returns the events of a course. */
    static Boundary ofCourse(String id) {
        return Boundary.of(EventTag.of("course", id));
    }
}
// @end
