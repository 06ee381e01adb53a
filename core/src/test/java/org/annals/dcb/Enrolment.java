package org.annals.dcb;

import org.annals.dcb.CourseEvent.StudentJoined;

import java.util.NoSuchElementException;
import java.util.Optional;

// @start region="group"
public final class Enrolment extends Group<CourseEvent> {
    private final Student student;
    private final Course course;

    public Enrolment(Optional<Student> student, Optional<Course> course) {
        this.student = member(student.orElseThrow(() -> new NoSuchElementException("student")));
        this.course = member(course.orElseThrow(() -> new NoSuchElementException("course")));
    }

    public void enrol() {
        trigger(new StudentJoined(student.id(), course.id()));
    }

    // @end
    public Student student() {
        return student;
    }

    public Course course() {
        return course;
    }
}
