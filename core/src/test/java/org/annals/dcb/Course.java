package org.annals.dcb;

import org.annals.dcb.CourseEvent.CourseRegistered;
import org.annals.dcb.CourseEvent.CourseRenamed;
import org.annals.dcb.CourseEvent.StudentJoined;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;

import java.util.ArrayList;
import java.util.List;

/** A course with some places. */
public final class Course extends EnduringObject<CourseEvent> {
    // @start region="state"
    public static final EnduringType<Course> TYPE =
            EnduringType.of(Course.class, CourseRegistered.class, Course::new)
                    .withState(State.class, Course::state, Course::new);

    public record State(String name, int places, List<String> students) {}

    private Course(State state) {
        super(TYPE);
        name = state.name();
        places = state.places();
        students.addAll(state.students());
    }

    private State state() {
        return new State(name, places, List.copyOf(students));
    }

    // @end

    private String name = "";
    private int places;
    private final List<String> students = new ArrayList<>();

    private Course() {
        super(TYPE);
    }

    private Course(String id, String name, int places) {
        super(TYPE, id);
        trigger(new CourseRegistered(id, name, places));
    }

    public static Course register(String name, int places) {
        var course = new Course();
        course.trigger(new CourseRegistered(course.id(), name, places));
        return course;
    }

    /** Makes one with a chosen id. */
    public static Course register(String id, String name, int places) {
        return new Course(id, name, places);
    }

    /** Renames it for a student, whom that concerns too. */
    public void renameFor(String student, String newName) {
        trigger(
                new CourseRenamed(id(), newName),
                EventDetails.tagged(EventTag.of("student", student)));
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
            case StudentJoined e -> students.add(e.studentId());
            default -> {}
        }
    }

    @Override
    protected void check(CourseEvent event) {
        if (event instanceof StudentJoined && students.size() >= places) {
            throw new CourseFullException(name);
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
