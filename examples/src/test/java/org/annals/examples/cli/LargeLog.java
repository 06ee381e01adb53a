package org.annals.examples.cli;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.Recorder;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Fills a log with events of two kinds and a place in another log. */
final class LargeLog {
    static final String NAME = "Archive";

    private static final int BATCH = 1_000;
    private static final Instant TIME = Instant.parse("2024-02-29T12:00:00.000001Z");

    private LargeLog() {}

    static void fill(Recorder recorder, int events, int bytes) {
        for (int n = 0; n < events; n += BATCH) {
            List<StoredEvent> batch = new ArrayList<>();
            for (int i = 1; i <= BATCH; i++) {
                batch.add(event(n + i, bytes));
            }
            recorder.append(batch);
        }
        recorder.track(Tracking.of("Upstream", events, new UUID(8, events)).withEpoch(4));
    }

    private static StoredEvent event(int n, int bytes) {
        boolean isChange = n % 2 == 0;
        return new StoredEvent(
                new UUID(7, n),
                isChange ? new Origin("shelf", n / 2) : null,
                isChange ? "Shelf.Filled" : "Noticed",
                1,
                isChange ? List.of() : List.of(EventTag.of("n", Integer.toString(n % 10))),
                TIME.plusSeconds(n),
                Map.of(),
                Bytes.handOver(new byte[bytes]));
    }
}
