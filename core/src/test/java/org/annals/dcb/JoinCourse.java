package org.annals.dcb;

import org.annals.dcb.CourseEvent.CourseRegistered;
import org.annals.dcb.CourseEvent.CourseRenamed;
import org.annals.dcb.CourseEvent.StudentJoined;
import org.annals.dcb.CourseEvent.StudentRegistered;
import org.annals.domain.EventTag;

// @start region="slice"
public final class JoinCourse extends Slice<CourseEvent> {
    private final String student;
    private final String course;
    private String courseName = "";
    private int places;
    private int coursesLeft;

    public JoinCourse(String student, String course) {
        this.student = student;
        this.course = course;
        boundary(EventTag.of("course", course))
                .on(CourseRegistered.class, e -> places = e.places())
                .on(StudentJoined.class, e -> places--)
                .observe(CourseRegistered.class, e -> courseName = e.name())
                .observe(CourseRenamed.class, e -> courseName = e.name());
        boundary(EventTag.of("student", student))
                .on(StudentRegistered.class, e -> coursesLeft = e.maxCourses())
                .on(StudentJoined.class, e -> coursesLeft--);
    }

    @Override
    protected void execute() {
        if (places == 0 || coursesLeft == 0) {
            throw new IllegalStateException("no place in " + courseName);
        }
        trigger(new StudentJoined(student, course));
    }

    // @end
    int places() {
        return places;
    }

    int coursesLeft() {
        return coursesLeft;
    }

    String courseName() {
        return courseName;
    }
}
