package org.annals.examples.guide;

// @start region="events"
import org.annals.domain.Tag;

/** What happens to courses and to those who give them. */
public sealed interface LectureEvent {
    record CourseOpened(@Tag("course") String course, @Tag("owner") String owner)
            implements LectureEvent {}

    record Retitled(@Tag("course") String course, String title) implements LectureEvent {}

    record Planned(@Tag("course") String course, int number) implements LectureEvent {}

    record Barred(@Tag("owner") String owner) implements LectureEvent {}
}
// @end
