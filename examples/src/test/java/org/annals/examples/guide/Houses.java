package org.annals.examples.guide;

import org.annals.application.Application;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.settings.Settings;

/** Houses and their guests. */
public class Houses extends Application {
    // @start region="policy"
    public Houses(Settings settings) {
        super(
                settings,
                Register.TYPE,
                Snapshotting.of(Register.TYPE, SnapshotPolicy.every(100)).keeping(2));
    }
    // @end
}
