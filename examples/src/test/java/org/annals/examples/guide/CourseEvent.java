package org.annals.examples.guide;

/** What happens around courses: decisions that belong to no single aggregate. */
public sealed interface CourseEvent {
    record Opened(String course, int places) implements CourseEvent {}

    record Joined(String student, String course) implements CourseEvent {}
}
