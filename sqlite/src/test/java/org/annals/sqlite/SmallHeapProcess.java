package org.annals.sqlite;

import org.annals.application.Application;
import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.EventTag;
import org.annals.persistence.LogSelection;
import org.annals.persistence.LogStream;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.StoredEvent;
import org.annals.settings.Settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a log of 1,000,000 events, 100,000 of one aggregate, and reads both in a small heap. */
final class SmallHeapProcess {
    private static final int EVENTS = 1_000_000;
    private static final int OF_ONE = 100_000;
    private static final int BATCH = 5_000;

    private SmallHeapProcess() {}

    /** Counts, with events of a usual size. */
    static final class Counter extends Aggregate<Counter.Counted> {
        record Counted(int number, String note) {}

        static final AggregateType<Counter> TYPE = AggregateType.of(Counter.class, Counter::new);

        private long sum;

        Counter() {}

        Counter(String id) {
            super(id);
        }

        void count() {
            trigger(new Counted(1, "-".repeat(150)));
        }

        @Override
        protected void apply(Counted event) {
            sum += event.number();
        }
    }

    /** Has one counter. */
    static final class Counting extends Application {
        Counting(Settings settings) {
            super(settings, Counter.TYPE);
        }
    }

    public static void main(String[] args) {
        PersistenceModule file =
                Sqlite.file(Path.of(args[0])).withDurability(Sqlite.Durability.SURVIVES_PROCESS);
        var settings = Settings.only(Map.of()).using(PersistenceModule.class, file);
        try (var app = new Counting(settings)) {
            var counter = new Counter("long");
            while (counter.version() < OF_ONE) {
                for (int i = 0; i < BATCH; i++) {
                    counter.count();
                }
                app.save(counter);
            }
            var recorder = app.events().recorder();
            for (int written = OF_ONE; written < EVENTS; written += BATCH) {
                List<StoredEvent> batch = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    EventTag tag = EventTag.of("n", Integer.toString(i % 10));
                    batch.add(Samples.event(null, "u", 185, tag));
                }
                recorder.append(batch);
            }
            long scanned = LogStream.of(recorder, LogSelection.all().limit(10_000)).count();
            System.out.println("scanned " + scanned);
            System.out.println("loaded " + app.repository().get(Counter.class, "long").sum);
        }
    }
}
