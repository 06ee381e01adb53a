package org.annals.dcb;

import org.annals.dcb.CourseEvent.StudentJoined;
import org.annals.dcb.CourseEvent.StudentRegistered;
import org.annals.dcb.CourseEvent.StudentRenamed;

import java.util.ArrayList;
import java.util.List;

// @start region="student"
public final class Student extends EnduringObject<CourseEvent> {
    public static final EnduringType<Student> TYPE =
            EnduringType.of(Student.class, StudentRegistered.class, Student::new);

    private String name = "";
    private int maxCourses;
    private final List<String> courses = new ArrayList<>();

    private Student() {
        super(TYPE);
    }

    public static Student register(String name, int maxCourses) {
        var student = new Student();
        student.trigger(new StudentRegistered(student.id(), name, maxCourses));
        return student;
    }

    public void rename(String newName) {
        trigger(new StudentRenamed(id(), newName));
    }

    @Override
    protected void apply(CourseEvent event) {
        switch (event) {
            case StudentRegistered e -> {
                name = e.name();
                maxCourses = e.maxCourses();
            }
            case StudentRenamed e -> name = e.name();
            case StudentJoined e -> courses.add(e.courseId());
            default -> {}
        }
    }

    @Override
    protected void check(CourseEvent event) {
        if (event instanceof StudentJoined && courses.size() >= maxCourses) {
            throw new TooManyCoursesException(name);
        }
    }

    // @end
    /** The student cannot take another course. */
    public static final class TooManyCoursesException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyCoursesException(String name) {
            super(name + " takes as many courses as may be.");
        }
    }

    public String name() {
        return name;
    }

    public List<String> courses() {
        return List.copyOf(courses);
    }
}
