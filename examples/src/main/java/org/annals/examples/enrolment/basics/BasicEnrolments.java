package org.annals.examples.enrolment.basics;

import static org.annals.persistence.AppendCondition.failIfMatching;

import org.annals.application.Application;
import org.annals.application.ConflictRetry;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Recording;
import org.annals.domain.TriggerScope;
import org.annals.examples.enrolment.EnrolmentEvent;
import org.annals.examples.enrolment.EnrolmentEvent.CourseRegistered;
import org.annals.examples.enrolment.EnrolmentEvent.StudentJoinedCourse;
import org.annals.examples.enrolment.EnrolmentEvent.StudentRegistered;
import org.annals.examples.enrolment.Enrolments;
import org.annals.examples.enrolment.UnknownCourseException;
import org.annals.examples.enrolment.UnknownStudentException;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.settings.Settings;

import java.util.List;
import java.util.stream.Stream;

/** Reads by a query, and appends if nothing has been added to what it selects. May be shared. */
public final class BasicEnrolments extends Application implements Enrolments {
    private final ConflictRetry retry = new ConflictRetry(20);

    public BasicEnrolments(Settings settings) {
        super("Enrolments", settings, EventTypes.of(EnrolmentEvent.class));
    }

    @Override
    public String registerStudent(String name, int maxCourses) {
        var id = TriggerScope.current().nextId().toString();
        append(
                new StudentRegistered(id, name, maxCourses),
                failIfMatching(Query.ofTags(student(id))));
        return id;
    }

    @Override
    public String registerCourse(String name, int places) {
        var id = TriggerScope.current().nextId().toString();
        append(new CourseRegistered(id, name, places), failIfMatching(Query.ofTags(course(id))));
        return id;
    }

    // @start region="join"
    @Override
    public void join(String studentId, String courseId) {
        var query =
                Query.of(QueryItem.ofTags(student(studentId)), QueryItem.ofTags(course(courseId)));
        retry.run(
                attempt -> {
                    var past = read(query);
                    var admission = new Admission(studentId, courseId);
                    past.forEach(each -> admission.see(each.domainEvent().event()));
                    admission.check();
                    long last = past.getLast().position();
                    return append(
                            new StudentJoinedCourse(studentId, courseId),
                            failIfMatching(query).after(last));
                });
    }

    private List<Recording> read(Query query) {
        return events().read(LogSelection.all().matching(query)).toList();
    }

    private List<Recording> append(EnrolmentEvent event, AppendCondition condition) {
        return events().put(
                        List.of(DomainEvent.of(event, EventDetails.none())),
                        request -> request.onCondition(condition));
    }

    // @end

    @Override
    public List<String> studentsOf(String courseId) {
        var past = read(Query.ofTags(course(courseId)));
        if (past.isEmpty()) {
            throw new UnknownCourseException(courseId);
        }
        return joined(past).map(StudentJoinedCourse::studentId).toList();
    }

    @Override
    public List<String> coursesOf(String studentId) {
        var past = read(Query.ofTags(student(studentId)));
        if (past.isEmpty()) {
            throw new UnknownStudentException(studentId);
        }
        return joined(past).map(StudentJoinedCourse::courseId).toList();
    }

    private static Stream<StudentJoinedCourse> joined(List<Recording> past) {
        return past.stream()
                .map(each -> each.domainEvent().event())
                .filter(StudentJoinedCourse.class::isInstance)
                .map(StudentJoinedCourse.class::cast);
    }

    private static EventTag student(String id) {
        return EventTag.of("student", id);
    }

    private static EventTag course(String id) {
        return EventTag.of("course", id);
    }
}
