package org.annals.examples.guide;

import org.annals.application.Application;
import org.annals.application.ConflictRetry;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Recording;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.settings.Settings;

import java.util.List;

/** Courses whose places are given away once, without an aggregate. */
public class Courses extends Application {
    private final ConflictRetry retry = new ConflictRetry(100);

    public Courses(Settings settings) {
        super(settings, EventTypes.of(CourseEvent.class));
    }

    public void open(String course, int places) {
        save(DomainEvent.of(new CourseEvent.Opened(course, places), EventDetails.none()));
    }

    // @start region="join"
    public void join(String student, String course) {
        var query = Query.ofTags(EventTag.of("course", course));
        retry.run(
                attempt -> {
                    long head = events().recorder().head();
                    if (freePlaces(query, head) < 1) {
                        throw new CourseFullException(course);
                    }
                    var joined =
                            DomainEvent.of(
                                    new CourseEvent.Joined(student, course), EventDetails.none());
                    var nobodyElse = AppendCondition.failIfMatching(query).after(head);
                    return events().put(
                                    List.of(joined), request -> request.onCondition(nobodyElse));
                });
    }

    private int freePlaces(Query query, long head) {
        return events().read(LogSelection.all().matching(query).upTo(head))
                .mapToInt(Courses::changeOfPlaces)
                .sum();
    }

    // @end

    private static int changeOfPlaces(Recording recording) {
        return switch (recording.domainEvent().event()) {
            case CourseEvent.Opened opened -> opened.places();
            case CourseEvent.Joined joined -> -1;
            default -> 0;
        };
    }
}
