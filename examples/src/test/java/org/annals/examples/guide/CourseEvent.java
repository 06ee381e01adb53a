package org.annals.examples.guide;

// @start region="events"
import org.annals.domain.Tag;

/** What happens around courses: decisions that belong to no single aggregate. */
public sealed interface CourseEvent {
    record Opened(@Tag("course") String course, int places) implements CourseEvent {}

    record Joined(@Tag("student") String student, @Tag("course") String course)
            implements CourseEvent {}
}
// @end
