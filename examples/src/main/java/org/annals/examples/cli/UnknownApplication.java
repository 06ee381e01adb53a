package org.annals.examples.cli;

import org.annals.application.Application;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.OpaqueEvent;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;

import java.util.Set;

/**
 * An application whose classes are not here, over its log: nobody but its settings knows how events
 * are kept, and all of them are opaque, apart from what the library itself records.
 */
final class UnknownApplication extends Application {
    /** The log that is open already. */
    private record Opened(Recorder recorder) implements PersistenceModule {
        @Override
        public String name() {
            return "opened";
        }

        @Override
        public Set<String> keys() {
            return Set.of();
        }

        @Override
        public Recorder open(NamedSettings settings) {
            return recorder;
        }
    }

    /**
     * @param recorder is closed with it
     */
    UnknownApplication(Settings settings, Recorder recorder) {
        super(
                recorder.identity().name(),
                settings.with("NEWER_EVENTS", "opaque")
                        .using(PersistenceModule.class, new Opened(recorder)));
    }

    /**
     * Returns what the transcoder made of an event of the application's own.
     *
     * @throws org.annals.persistence.UnreadableEventException if the settings do not open it
     */
    byte[] encoded(Notification notification) {
        var opaque = (OpaqueEvent) events().mapper().toDomain(notification).getFirst().event();
        return opaque.data().toArray();
    }

    /**
     * Requires that the settings open the last event of the log, so that what is recorded by them
     * can be read by whoever reads that.
     *
     * @throws org.annals.persistence.UnreadableEventException if they do not
     */
    void requireKeys() {
        events().recorder()
                .readLog(LogSelection.all().backwards().limit(1))
                .notifications()
                .forEach(events().mapper()::toDomain);
    }
}
