package org.annals.examples.enrolment;

/** There is no such course. Nothing was recorded. */
public final class UnknownCourseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownCourseException(String courseId) {
        super("There is no course '%s'. Register the course first.".formatted(courseId));
    }
}
