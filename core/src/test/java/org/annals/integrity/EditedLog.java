package org.annals.integrity;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.Bytes;
import org.annals.persistence.ChainedEvent;
import org.annals.persistence.ChainedRecorder;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Subscription;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A log of which a test may change whatever is kept. Has what verification needs, and no more. */
final class EditedLog implements ChainedRecorder {
    static final UUID LOG_ID = UUID.fromString("0192f0c1-2345-7abc-8def-0123456789ab");
    private static final UUID INCARNATION = UUID.fromString("0192f0c1-2345-7abc-8def-000000000001");

    final List<ChainedEvent> rows = new ArrayList<>();
    private final int longestPage;

    EditedLog(int events, int longestPage) {
        this.longestPage = longestPage;
        for (int position = 1; position <= events; position++) {
            rows.add(new ChainedEvent(position, event(position), null));
        }
        rebuild();
    }

    static StoredEvent event(long number) {
        return new StoredEvent(
                new UUID(7, number),
                number % 3 == 0 ? null : new Origin("dog-" + number % 3, number),
                "Dog.Trained",
                1,
                List.of(EventTag.of("dog", "d" + number), EventTag.of("trick", "roll")),
                StoredEvent.instantOf(1_700_000_000_000_000L + number),
                Map.of("user", "u" + number, "cause", "c"),
                Bytes.handOver(new byte[] {1, 2, (byte) number}));
    }

    /** Makes all hashes anew, as someone would who can write everything. */
    void rebuild() {
        var chain = new HashChain();
        Bytes hash = HashChain.originOf(LOG_ID);
        for (int i = 0; i < rows.size(); i++) {
            StoredEvent event = requireNonNull(rows.get(i).storedEvent());
            hash = chain.next(hash, i + 1, event);
            rows.set(i, new ChainedEvent(i + 1, event, hash));
        }
    }

    /** Gives positions from 1 without gaps, and leaves all else. */
    void renumber() {
        for (int i = 0; i < rows.size(); i++) {
            ChainedEvent row = rows.get(i);
            rows.set(i, new ChainedEvent(i + 1, row.storedEvent(), row.hash()));
        }
    }

    @Override
    public boolean isChained() {
        return true;
    }

    @Override
    public List<ChainedEvent> readChain(long after, int limit) {
        return rows.stream()
                .filter(row -> row.position() > after)
                .sorted(Comparator.comparingLong(ChainedEvent::position))
                .limit(Math.min(limit, longestPage))
                .toList();
    }

    @Override
    public long head() {
        return rows.stream().mapToLong(ChainedEvent::position).max().orElse(0);
    }

    @Override
    public LogIdentity identity() {
        return new LogIdentity("Edited", LOG_ID, INCARNATION);
    }

    @Override
    public LogPage readLog(LogSelection selection) {
        throw notNeeded();
    }

    @Override
    public Subscription<Notification> subscribe(LogSelection selection) {
        throw notNeeded();
    }

    @Override
    public Subscription<LogPage> subscribePages(LogSelection selection) {
        throw notNeeded();
    }

    @Override
    public AppendReceipt append(List<StoredEvent> events) {
        throw notNeeded();
    }

    @Override
    public Stream<StoredEvent> readAggregate(AggregateSelection selection) {
        throw notNeeded();
    }

    @Override
    public void close() {}

    private static AssertionError notNeeded() {
        return new AssertionError("Integrity reads a log by its chain alone.");
    }
}
