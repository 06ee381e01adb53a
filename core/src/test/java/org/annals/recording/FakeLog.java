package org.annals.recording;

import org.annals.domain.EventTag;
import org.annals.persistence.Bytes;
import org.annals.persistence.Limits;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A log that has as many events as it is told to have, which counts its reads, fails when it is
 * told to, and lets something happen at the end of a read. May be shared between threads.
 *
 * <p>It makes each event when it is read; every third has the tag {@code third:1}.
 */
final class FakeLog implements LogTail.PageReader {
    final AtomicInteger readsOfTheTail = new AtomicInteger();
    final AtomicInteger readsOfSubscriptions = new AtomicInteger();
    private final AtomicLong head = new AtomicLong();
    private final int bytes;
    private volatile @Nullable Throwable failure;
    private volatile Runnable afterwards = () -> {};

    FakeLog() {
        this(0);
    }

    FakeLog(int bytes) {
        this.bytes = bytes;
    }

    /** Appends, and wakes nobody. */
    void append(int count) {
        head.addAndGet(count);
    }

    long head() {
        return head.get();
    }

    void failWith(@Nullable Throwable failure) {
        this.failure = failure;
    }

    /** Lets something happen once, between the next read and its return. */
    void afterTheNextRead(Runnable once) {
        afterwards =
                () -> {
                    afterwards = () -> {};
                    once.run();
                };
    }

    @Override
    public LogPage read(LogSelection selection) {
        boolean byTheTail = Thread.currentThread().getName().startsWith("annals-tail");
        (byTheTail ? readsOfTheTail : readsOfSubscriptions).incrementAndGet();
        switch (failure) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new AssertionError(other);
        }
        LogPage page = page(selection);
        afterwards.run();
        return page;
    }

    private LogPage page(LogSelection selection) {
        long seen = head.get();
        var page = new PageCollector(selection, Limits.defaults(), seen);
        long position = selection.after();
        while (position < Math.min(seen, selection.upTo())) {
            Notification next = notification(++position);
            StoredEvent event = next.storedEvent();
            if (selection.query().matches(event.type(), event.tags()) && !page.add(next)) {
                break;
            }
        }
        return page.page();
    }

    Notification notification(long position) {
        List<EventTag> tags = position % 3 == 0 ? List.of(EventTag.of("third", "1")) : List.of();
        return new Notification(
                position,
                new StoredEvent(
                        new UUID(0, position),
                        null,
                        "t",
                        1,
                        tags,
                        Instant.EPOCH,
                        Map.of(),
                        Bytes.handOver(new byte[bytes])));
    }
}
