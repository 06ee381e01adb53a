package org.annals.examples.guide;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Query;
import org.annals.persistence.TagFilling;
import org.annals.settings.Settings;

import java.util.List;

/** Courses whose events had no tags in the first release. */
public class Faculty extends Application {
    // @start region="declare"
    public Faculty(Settings settings) {
        super(settings, EventTypes.of(CourseEvent.class), TagFilling.ofKeys("student", "course"));
    }

    // @end

    /** Records that a student has joined a first course, if it is the first. */
    public void joinFirst(String student, String course) {
        var none = AppendCondition.failIfMatching(Query.ofTags(EventTag.of("student", student)));
        var joined = DomainEvent.of(new CourseEvent.Joined(student, course), EventDetails.none());
        events().put(List.of(joined), request -> request.onCondition(none));
    }
}
