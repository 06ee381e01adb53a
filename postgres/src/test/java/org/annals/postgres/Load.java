package org.annals.postgres;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that append until they are stopped, each to an aggregate of its own, and repeat what
 * failed or is unknown until it is neither. Nobody competes with them, so that each refusal is
 * false.
 */
final class Load {
    /** An append that was answered with a receipt. */
    record Acknowledged(AppendReceipt receipt, List<StoredEvent> events, boolean hasRow) {}

    private final List<PostgresRecorder> recorders;
    private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private final List<Background<Long>> threads = new ArrayList<>();
    private volatile boolean stopped;

    private Load(List<PostgresRecorder> recorders) {
        this.recorders = recorders;
    }

    /** Begins. Its rows are written into a table {@code rows} of event ids. */
    static Load start(List<PostgresRecorder> recorders, int threads) {
        var load = new Load(recorders);
        for (int i = 0; i < threads; i++) {
            int number = i;
            load.threads.add(Background.start(() -> load.run(number)));
        }
        return load;
    }

    private long run(int number) {
        PostgresRecorder recorder = recorders.get(number % recorders.size());
        String aggregateId = "aggregate-" + number;
        long version = 0;
        while (!stopped) {
            List<StoredEvent> events = new ArrayList<>();
            for (int i = 0; i <= version % 3; i++) {
                events.add(Samples.change(aggregateId, version + i + 1, "by:" + number));
            }
            version += events.size();
            boolean hasRow = version % 5 == 0;
            AppendRequest request = AppendRequest.of(events);
            append(recorder, hasRow ? withRow(request) : request, hasRow);
        }
        return version;
    }

    private static AppendRequest withRow(AppendRequest request) {
        return request.withWork(
                transaction -> {
                    try (PreparedStatement row =
                            transaction
                                    .as(Connection.class)
                                    .prepareStatement("INSERT INTO rows VALUES (?)")) {
                        row.setObject(1, request.events().getFirst().id());
                        row.executeUpdate();
                    }
                });
    }

    private void append(PostgresRecorder recorder, AppendRequest request, boolean hasRow) {
        while (true) {
            try {
                AppendReceipt receipt = recorder.append(request);
                acknowledged.add(new Acknowledged(receipt, request.events(), hasRow));
                return;
            } catch (RecorderUnavailableException e) {
                unavailable.incrementAndGet();
            } catch (OutcomeUnknownException e) {
                unknown.incrementAndGet();
            }
        }
    }

    int acknowledgedCount() {
        return acknowledged.size();
    }

    int failureCount() {
        return unavailable.get() + unknown.get();
    }

    /** Lets everybody finish what it is about, and returns what was answered. */
    List<Acknowledged> stop() throws Exception {
        stopped = true;
        for (var thread : threads) {
            thread.result();
        }
        return List.copyOf(acknowledged);
    }
}
