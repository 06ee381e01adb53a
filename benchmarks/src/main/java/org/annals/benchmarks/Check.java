package org.annals.benchmarks;

import org.annals.domain.Origin;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogRecorder;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What must be true of a result, lest a wrong one be measured. */
final class Check {
    private static final int PAGE = 1_000;

    private Check() {}

    /**
     * @throws IllegalStateException if two values are not equal
     */
    static void equal(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new IllegalStateException(
                    "The %s should be %s and is %s. The figures mean nothing: find out why."
                            .formatted(what, expected, actual));
        }
    }

    /**
     * Reads a whole log.
     *
     * @throws IllegalStateException if it has another number of events, or if its positions or the
     *     versions of an aggregate are not 1, 2, 3 …
     */
    static void contiguous(LogRecorder recorder, long events) {
        contiguous(recorder, 0, events);
    }

    /**
     * Reads a log from a position on, behind which no aggregate may go on.
     *
     * @throws IllegalStateException if it has another number of events there, or if positions do
     *     not follow one another, or if the versions of an aggregate are not 1, 2, 3 …
     */
    static void contiguous(LogRecorder recorder, long after, long events) {
        Map<String, Long> versions = new HashMap<>();
        long position = after;
        LogSelection rest = LogSelection.all().after(after).limit(PAGE);
        LogPage page;
        do {
            page = recorder.readLog(rest);
            for (Notification each : page.notifications()) {
                equal("next position", ++position, each.position());
                Origin origin = each.storedEvent().origin();
                if (origin != null) {
                    long version = versions.merge(origin.aggregateId(), 1L, Long::sum);
                    equal("next version", version, origin.version());
                }
            }
            rest = rest.beyond(page);
        } while (page.scannedTo() < page.head());
        equal("number of events", events, position - after);
    }
}
