package org.annals.examples.decisions;

import org.annals.application.Application;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;

/** An earlier release of the {@link Harbour}, over the same log. */
final class EarlierHarbour extends Application {
    EarlierHarbour(Settings settings) {
        super("Harbour", settings, EventTypes.of(EarlierEvent.class));
    }
}
