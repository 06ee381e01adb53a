package org.annals.examples.enrolment.objects;

import org.annals.dcb.EnduringObject;
import org.annals.dcb.EnduringType;
import org.annals.examples.enrolment.AlreadyJoinedException;
import org.annals.examples.enrolment.CourseFullException;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.CourseRegistered;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;

import java.util.ArrayList;
import java.util.List;

/** A course, which vetoes an enrolment that it has no place for. For one thread. */
public final class Course extends EnduringObject<EnrolmentEvent> {
    /** How courses are got back from the events with their tag. */
    public static final EnduringType<Course> TYPE =
            EnduringType.of(Course.class, CourseRegistered.class, Course::new);

    private int places;
    private final List<String> students = new ArrayList<>();

    private Course() {
        super(TYPE);
    }

    /** Registers a course under a new id. */
    public static Course register(String name, int places) {
        var course = new Course();
        course.trigger(new CourseRegistered(course.id(), name, places));
        return course;
    }

    @Override
    protected void apply(EnrolmentEvent event) {
        switch (event) {
            case CourseRegistered e -> places = e.places();
            case StudentJoinedCourse e -> students.add(e.studentId());
            default -> {}
        }
    }

    @Override
    protected void check(EnrolmentEvent event) {
        if (event instanceof StudentJoinedCourse joined) {
            if (students.contains(joined.studentId())) {
                throw new AlreadyJoinedException(joined.studentId(), id());
            }
            if (students.size() >= places) {
                throw new CourseFullException(id(), places);
            }
        }
    }

    /** Returns the ids of the students, in the order in which they joined. */
    public List<String> students() {
        return List.copyOf(students);
    }
}
