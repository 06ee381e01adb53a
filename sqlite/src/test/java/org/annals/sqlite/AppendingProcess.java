package org.annals.sqlite;

import org.annals.domain.Origin;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ProcessChange.Park;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;

import java.nio.file.Path;
import java.util.List;

/**
 * Appends threes of events of one aggregate and prints each receipt, until it is killed or done.
 * With every other three it moves a tracking and parks an event.
 */
final class AppendingProcess {
    private AppendingProcess() {}

    public static void main(String[] args) {
        String aggregateId = args[1];
        int appends = Integer.parseInt(args[2]);
        try (var recorder = Sqlite.file(Path.of(args[0])).open("School")) {
            System.out.println("ready");
            long version = 0;
            for (int i = 0; i < appends; i++) {
                List<StoredEvent> three =
                        List.of(
                                next(aggregateId, ++version),
                                next(aggregateId, ++version),
                                next(aggregateId, ++version));
                AppendReceipt receipt = recorder.append(request(aggregateId, i, three));
                System.out.println(receipt.first() + " " + three.getFirst().id());
            }
        }
        System.out.println("done");
    }

    /** Returns the append: every other one also tracks a position and parks the event there. */
    private static AppendRequest request(String upstream, int number, List<StoredEvent> events) {
        AppendRequest request = AppendRequest.of(events);
        if (number % 2 == 0) {
            return request;
        }
        var event = new Notification(number / 2 + 1L, events.getFirst());
        return request.withTracking(Tracking.of(upstream, event.position()))
                .withChanges(
                        List.of(
                                new Park(
                                        ParkedEvent.behind(
                                                upstream,
                                                "key",
                                                event,
                                                events.getFirst().timestamp()))));
    }

    private static StoredEvent next(String aggregateId, long version) {
        return Samples.event(new Origin(aggregateId, version), "t", 200);
    }
}
