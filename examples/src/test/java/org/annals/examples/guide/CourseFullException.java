package org.annals.examples.guide;

/** A course has no place left. */
public final class CourseFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CourseFullException(String course) {
        super("Course '%s' has no place left. Choose another one.".formatted(course));
    }
}
