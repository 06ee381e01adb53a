package org.annals.examples.guide;

// @start region="application"
import org.annals.settings.Settings;
import org.annals.system.ProcessManagerApplication;

public class Reminders extends ProcessManagerApplication {
    public Reminders(Settings settings) {
        super(settings, new Lessons());
    }
}
// @end
