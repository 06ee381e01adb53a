package org.annals.examples.guide;

import org.annals.dcb.EnduringObject;
import org.annals.dcb.EnduringType;

import java.util.ArrayList;
import java.util.List;

// @start region="state"
public final class Lecturer extends EnduringObject<LectureEvent> {
    public record State(List<String> courses) {}

    public static final EnduringType<Lecturer> TYPE =
            EnduringType.of(Lecturer.class, LectureEvent.CourseOpened.class, Lecturer::new)
                    .taggedBy("owner")
                    .withState(State.class, Lecturer::state, Lecturer::new);

    private final List<String> courses = new ArrayList<>();

    private Lecturer() {
        super(TYPE);
    }

    private Lecturer(State state) {
        super(TYPE);
        courses.addAll(state.courses());
    }

    private State state() {
        return new State(List.copyOf(courses));
    }

    // @end

    @Override
    protected void apply(LectureEvent event) {
        if (event instanceof LectureEvent.CourseOpened opened) {
            courses.add(opened.course());
        }
    }

    public List<String> courses() {
        return List.copyOf(courses);
    }
}
