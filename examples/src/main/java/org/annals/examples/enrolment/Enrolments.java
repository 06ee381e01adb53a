package org.annals.examples.enrolment;

import java.util.List;

/**
 * Courses have places, students may take a number of courses, and a student joins a course once.
 * May be shared: a decision that loses against another is taken anew on what the other left.
 */
// @start region="enrolments"
public interface Enrolments extends AutoCloseable {
    /** Registers a student and returns the id. */
    String registerStudent(String name, int maxCourses);

    /** Registers a course and returns the id. */
    String registerCourse(String name, int places);

    /**
     * Lets a student join a course. Of several reasons to refuse, the first of these is given.
     *
     * @throws UnknownStudentException if there is no such student
     * @throws UnknownCourseException if there is no such course
     * @throws AlreadyJoinedException if the student is in the course
     * @throws CourseFullException if every place is taken
     * @throws TooManyCoursesException if the student takes as many courses as may be
     */
    void join(String studentId, String courseId);

    /**
     * Returns the ids of the students in a course, in the order in which they joined.
     *
     * @throws UnknownCourseException if there is no such course
     */
    List<String> studentsOf(String courseId);

    /**
     * Returns the ids of a student's courses, in the order in which they were joined.
     *
     * @throws UnknownStudentException if there is no such student
     */
    List<String> coursesOf(String studentId);

    @Override
    void close();
}
// @end
