package org.annals.examples.enrolment;

/** The student takes as many courses as may be. Nothing was recorded. */
public final class TooManyCoursesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooManyCoursesException(String studentId, int maxCourses) {
        super(
                "Student '%s' takes %d courses, and may not take more. Stay with these."
                        .formatted(studentId, maxCourses));
    }
}
