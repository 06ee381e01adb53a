package org.annals.examples.enrolment.aggregates;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.Tag;
import org.annals.domain.TriggerScope;
import org.annals.examples.enrolment.TooManyCoursesException;

import java.util.ArrayList;
import java.util.List;

/** A student, who knows the courses. For one thread. */
// @start region="student"
public final class Student extends Aggregate<Student.Event> {
    /** What happens to a student. */
    public sealed interface Event {
        /** There is a student. */
        record Registered(@Tag("student") String studentId, String name, int maxCourses)
                implements Event {}

        /** The student has joined a course: that side of it. */
        record Joined(@Tag("student") String studentId, String courseId) implements Event {}
    }

    /** How students are got back from their events. */
    public static final AggregateType<Student> TYPE = AggregateType.of(Student.class, Student::new);

    private int maxCourses;
    private final List<String> courses = new ArrayList<>();

    private Student() {}

    private Student(String id) {
        super(id);
    }

    /** Registers a student under a new id. */
    public static Student register(String name, int maxCourses) {
        var student = new Student(TriggerScope.current().nextId().toString());
        student.trigger(new Event.Registered(student.id(), name, maxCourses));
        return student;
    }

    /**
     * Notes a course.
     *
     * @throws TooManyCoursesException if there are as many as may be
     */
    public void join(String courseId) {
        if (courses.size() >= maxCourses) {
            throw new TooManyCoursesException(id(), maxCourses);
        }
        trigger(new Event.Joined(id(), courseId));
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Registered e -> maxCourses = e.maxCourses();
            case Event.Joined e -> courses.add(e.courseId());
        }
    }

    // @end

    /** Returns the ids of the courses, in the order in which they were joined. */
    public List<String> courses() {
        return List.copyOf(courses);
    }
}
