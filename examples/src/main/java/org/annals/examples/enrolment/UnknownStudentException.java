package org.annals.examples.enrolment;

/** There is no such student. Nothing was recorded. */
public final class UnknownStudentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownStudentException(String studentId) {
        super("There is no student '%s'. Register the student first.".formatted(studentId));
    }
}
