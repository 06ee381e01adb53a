package org.annals.examples.guide;

import org.annals.application.Application;
import org.annals.persistence.Upcast;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.annals.settings.Settings;

/** The application of docs/guide/versioning.md. */
// @start region="application"
public final class Aviary extends Application {
    public Aviary(Settings settings) {
        super(settings, Parrot.TYPE, HISTORY);
    }

    // @end
    // @start region="upcasters"
    static final Upcasters HISTORY =
            Upcasters.of(
                    Upcaster.of("Parrot.WordLearnt", 1, event -> event.rename("what", "word")),
                    Upcaster.of("Parrot.WordLearnt", 2, event -> event.put("level", 1)),
                    Upcaster.of(
                            "Parrot.WordLearnt",
                            3,
                            event -> event.put("level", event.integer("level").toString())),
                    Upcaster.typed(
                            "Parrot.Born",
                            1,
                            Born.class,
                            Parrot.Event.Hatched.class,
                            old -> new Parrot.Event.Hatched(old.name(), "green")),
                    Upcaster.splitting(
                            "Parrot.Moved",
                            1,
                            Upcast.into(
                                    "Parrot.Left",
                                    1,
                                    event -> event.keep("from").rename("from", "cage")),
                            Upcast.into(
                                    "Parrot.Arrived",
                                    1,
                                    event -> event.keep("to").rename("to", "cage"))),
                    Upcaster.dropping("Parrot.Sneezed", 1));

    record Born(String name) {}

    // @end
}
