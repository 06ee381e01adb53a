package org.annals.dcb;

import org.annals.dcb.CourseEvent.CourseRegistered;
import org.annals.dcb.CourseEvent.CourseRenamed;
import org.annals.dcb.CourseEvent.StudentJoined;

import java.util.ArrayList;
import java.util.List;

/** A course with some places. */
public final class Course extends EnduringObject<CourseEvent> {
    public static final EnduringType<Course> TYPE =
            EnduringType.of(Course.class, CourseRegistered.class, Course::new);

    private String name = "";
    private int places;
    private final List<String> students = new ArrayList<>();

    private Course() {
        super(TYPE);
    }

    private Course(String id) {
        super(TYPE, id);
    }

    public static Course register(String name, int places) {
        var course = new Course();
        course.trigger(new CourseRegistered(course.id(), name, places));
        return course;
    }

    /** Makes one with a chosen id. */
    public static Course register(String id, String name, int places) {
        var course = new Course(id);
        course.trigger(new CourseRegistered(id, name, places));
        return course;
    }

    public void rename(String newName) {
        trigger(new CourseRenamed(id(), newName));
    }

    @Override
    protected void apply(CourseEvent event) {
        switch (event) {
            case CourseRegistered e -> {
                name = e.name();
                places = e.places();
            }
            case CourseRenamed e -> name = e.name();
            case StudentJoined e -> {
                if (students.size() == places) {
                    throw new CourseFullException(name);
                }
                students.add(e.studentId());
            }
            default -> {}
        }
    }

    /** The course has no place left. */
    public static final class CourseFullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CourseFullException(String name) {
            super(name + " is full.");
        }
    }

    public String name() {
        return name;
    }

    public List<String> students() {
        return List.copyOf(students);
    }
}
