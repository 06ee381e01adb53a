package org.annals.dcb;

import org.annals.application.Application;
import org.annals.domain.Dog;
import org.annals.persistence.EventTypes;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;

import java.util.Map;

/** Has students, courses and dogs in one log. */
class CourseOffice extends Application {
    CourseOffice() {
        this(Settings.only(Map.of()));
    }

    CourseOffice(Settings settings) {
        super(
                settings.using(Transcoder.class, new RememberingTranscoder()),
                EventTypes.of(CourseEvent.class),
                Dog.TYPE);
    }
}
