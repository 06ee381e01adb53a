package org.annals.sqlite;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.LogSelection;
import org.annals.persistence.LogStream;
import org.annals.persistence.StoredEvent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a log of 1,000,000 events, one aggregate having 100,000, and reads both in a small heap.
 */
final class SmallHeapProcess {
    private static final int EVENTS = 1_000_000;
    private static final int OF_ONE = 100_000;
    private static final int BATCH = 5_000;

    private SmallHeapProcess() {}

    public static void main(String[] args) {
        var options =
                Sqlite.file(Path.of(args[0])).withDurability(Sqlite.Durability.SURVIVES_PROCESS);
        try (var recorder = options.open("School")) {
            for (int written = 0; written < EVENTS; written += BATCH) {
                List<StoredEvent> batch = new ArrayList<>();
                for (int i = written + 1; i <= written + BATCH; i++) {
                    batch.add(
                            i <= OF_ONE
                                    ? Samples.event(new Origin("long", i), "t", 185)
                                    : Samples.event(
                                            null,
                                            "u",
                                            185,
                                            EventTag.of("n", Integer.toString(i % 10))));
                }
                recorder.append(batch);
            }
            long scanned = LogStream.of(recorder, LogSelection.all().limit(10_000)).count();
            System.out.println("scanned " + scanned);
            long loaded = recorder.readAggregate(AggregateSelection.of("long")).count();
            System.out.println("loaded " + loaded);
        }
    }
}
