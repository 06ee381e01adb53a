package org.annals.sqlite;

import org.annals.persistence.Tracking;

import java.nio.file.Path;

/** Says that it is ready, and moves a tracking. */
final class TrackingProcess {
    private TrackingProcess() {}

    public static void main(String[] args) {
        try (var recorder = Sqlite.file(Path.of(args[0])).open("School")) {
            System.out.println("ready");
            recorder.track(Tracking.of("upstream", 3));
            recorder.track(Tracking.of("upstream", 7));
        }
    }
}
