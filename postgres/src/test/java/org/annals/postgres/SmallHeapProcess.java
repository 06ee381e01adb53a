package org.annals.postgres;

import org.annals.persistence.LogSelection;
import org.annals.persistence.LogStream;
import org.annals.persistence.PersistenceModule;
import org.annals.settings.Settings;

import java.util.Map;

/** Scans a log in pages of several sizes, and loads an aggregate, and prints how much it was. */
final class SmallHeapProcess {
    private static final int[] LIMITS = {500, 10_000, 1_000_000};

    private SmallHeapProcess() {}

    public static void main(String[] args) {
        long smallPages = Long.parseLong(args[1]);
        var settings =
                Settings.only(Map.of()).using(PersistenceModule.class, Postgres.url(args[0]));
        try (var app = new PostgresTest.Counting(settings)) {
            var recorder = app.events().recorder();
            for (int limit : LIMITS) {
                long scanned = LogStream.of(recorder, LogSelection.all().limit(limit)).count();
                System.out.println("scanned %d in pages of %d".formatted(scanned, limit));
            }
            LogSelection few = LogSelection.all().limit(10).upTo(smallPages);
            System.out.println(
                    "scanned %d in pages of 10".formatted(LogStream.of(recorder, few).count()));
            var counter = app.repository().get(PostgresTest.Counter.class, "long");
            System.out.println("loaded %d".formatted(counter.version()));
        }
    }
}
