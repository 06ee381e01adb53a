package org.annals.examples.guide;

import org.annals.application.Application;
import org.annals.settings.Settings;

/** A school that keeps its view with each save. */
// @start region="inline"
public class CountingSchool extends Application {
    public CountingSchool(Settings settings) {
        super(settings, Dog.TYPE);
        alsoWrite(TrickCounts.PROJECTION.inline(events().recorder()));
    }
}
// @end
