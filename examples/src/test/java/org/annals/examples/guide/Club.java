package org.annals.examples.guide;

import org.annals.application.Application;
import org.annals.settings.Settings;

import java.util.Map;

/** A club that prints badges. */
// @start region="copies"
public class Club extends Application {
    public Club(Settings settings, Map<String, String> badges) {
        super(settings, Membership.TYPE);
        alsoErase("printed badges", badges::remove);
    }
}
// @end
