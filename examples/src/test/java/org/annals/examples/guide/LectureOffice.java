package org.annals.examples.guide;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventFamily;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;

import java.util.ArrayList;
import java.util.List;

/** Has courses, by slices, and dogs, by aggregates, in one log. */
public class LectureOffice extends Application {
    public LectureOffice(Settings settings) {
        super(settings, EventTypes.of(LectureEvent.class), Dog.TYPE);
    }

    /** Has more families besides. */
    protected LectureOffice(Settings settings, EventFamily... more) {
        super(settings, all(more));
    }

    private static EventFamily[] all(EventFamily... more) {
        List<EventFamily> all = new ArrayList<>(List.of(more));
        all.add(EventTypes.of(LectureEvent.class));
        all.add(Dog.TYPE);
        return all.toArray(EventFamily[]::new);
    }

    public void retitle(String course, String title) {
        save(DomainEvent.of(new LectureEvent.Retitled(course, title), EventDetails.none()));
    }
}
