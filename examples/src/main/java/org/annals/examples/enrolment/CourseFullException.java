package org.annals.examples.enrolment;

/** Every place of the course is taken. Nothing was recorded. */
public final class CourseFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CourseFullException(String courseId, int places) {
        super(
                "The %2$d places of course '%1$s' are taken. Join another course."
                        .formatted(courseId, places));
    }
}
