package org.annals.examples.enrolment;

/** The student is in the course. Nothing was recorded. */
public final class AlreadyJoinedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AlreadyJoinedException(String studentId, String courseId) {
        super(
                "Student '%s' is in course '%s' already. Nothing need be done."
                        .formatted(studentId, courseId));
    }
}
