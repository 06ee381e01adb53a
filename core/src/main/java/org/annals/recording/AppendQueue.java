package org.annals.recording;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The requests that wait to be taken, in order, and the bounds of queue and batch. Not safe for
 * threads.
 */
final class AppendQueue {
    private static final int QUEUE_REQUESTS = 10_000;
    private static final long QUEUE_BYTES = 64L << 20;
    private static final int BATCH_REQUESTS = 500;
    private static final int BATCH_EVENTS = 1_000;
    private static final long BATCH_BYTES = 4L << 20;

    private final Deque<AppendTicket> queue = new ArrayDeque<>();
    private long queuedBytes;

    int size() {
        return queue.size();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    boolean isFullFor(AppendTicket ticket) {
        boolean bytesFit = queue.isEmpty() || queuedBytes + ticket.bytes() <= QUEUE_BYTES;
        return queue.size() >= QUEUE_REQUESTS || !bytesFit;
    }

    void add(AppendTicket ticket) {
        queue.add(ticket);
        queuedBytes += ticket.bytes();
    }

    /** Returns the first request that its caller has not withdrawn, or null. */
    @Nullable AppendTicket first() {
        AppendTicket first = queue.peek();
        while (first != null && first.isWithdrawn()) {
            remove();
            first = queue.peek();
        }
        return first;
    }

    /** Takes what is there, within the bounds of a batch. */
    List<AppendTicket> takeBatch() {
        List<AppendTicket> batch = new ArrayList<>();
        int events = 0;
        long bytes = 0;
        while (!queue.isEmpty() && batch.size() < BATCH_REQUESTS) {
            AppendTicket next = queue.element();
            events += next.events();
            bytes += next.bytes();
            boolean alone = next.request().work().isPresent();
            boolean fits = events <= BATCH_EVENTS && bytes <= BATCH_BYTES && !alone;
            if (!fits && !batch.isEmpty()) {
                break;
            }
            remove();
            if (next.take()) {
                batch.add(next);
            }
            if (!fits && !batch.isEmpty()) {
                break;
            }
        }
        return batch;
    }

    /** Takes everything that has not been withdrawn. */
    List<AppendTicket> takeAll() {
        List<AppendTicket> all = new ArrayList<>();
        while (!queue.isEmpty()) {
            AppendTicket next = remove();
            if (next.take()) {
                all.add(next);
            }
        }
        return all;
    }

    private AppendTicket remove() {
        AppendTicket removed = queue.remove();
        queuedBytes -= removed.bytes();
        return removed;
    }
}
