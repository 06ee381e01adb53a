package org.annals.examples.enrolment.aggregates;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.Tag;
import org.annals.domain.TriggerScope;
import org.annals.examples.enrolment.AlreadyJoinedException;
import org.annals.examples.enrolment.CourseFullException;

import java.util.ArrayList;
import java.util.List;

/** A course, which knows the students. For one thread. */
public final class Course extends Aggregate<Course.Event> {
    /** What happens to a course. */
    public sealed interface Event {
        /** There is a course. */
        record Registered(@Tag("course") String courseId, String name, int places)
                implements Event {}

        /** A student has joined the course: that side of it. */
        record StudentJoined(@Tag("course") String courseId, String studentId) implements Event {}
    }

    /** How courses are got back from their events. */
    public static final AggregateType<Course> TYPE = AggregateType.of(Course.class, Course::new);

    private int places;
    private final List<String> students = new ArrayList<>();

    private Course() {}

    private Course(String id) {
        super(id);
    }

    /** Registers a course under a new id. */
    public static Course register(String name, int places) {
        var course = new Course(TriggerScope.current().nextId().toString());
        course.trigger(new Event.Registered(course.id(), name, places));
        return course;
    }

    /**
     * Gives a student a place.
     *
     * @throws AlreadyJoinedException if the student has one
     * @throws CourseFullException if there is none left
     */
    public void admit(String studentId) {
        if (students.contains(studentId)) {
            throw new AlreadyJoinedException(studentId, id());
        }
        if (students.size() >= places) {
            throw new CourseFullException(id(), places);
        }
        trigger(new Event.StudentJoined(id(), studentId));
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Registered e -> places = e.places();
            case Event.StudentJoined e -> students.add(e.studentId());
        }
    }

    /** Returns the ids of the students, in the order in which they joined. */
    public List<String> students() {
        return List.copyOf(students);
    }
}
