package org.annals.recording;

import org.annals.persistence.Direction;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Subscription;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;

/**
 * A subscription to a log, page by page: reads until it has come to the head, and then takes what
 * the tail has read. Iterated by one thread; stopped by any.
 */
final class PageSubscription implements Subscription<LogPage> {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final LogTail tail;
    private final LogSelection selection;
    private final Condition changed;
    private final AtomicBoolean iterated = new AtomicBoolean();
    private volatile boolean stopped;

    PageSubscription(LogTail tail, LogSelection selection) {
        if (selection.limit() == 0 || selection.direction() == Direction.BACKWARDS) {
            throw new IllegalArgumentException(
                    "A subscription goes forwards, in pages of at least 1 event; %s does not."
                            .formatted(selection));
        }
        this.tail = tail;
        this.selection = selection;
        this.changed = tail.newCondition();
    }

    @Override
    public Iterator<LogPage> iterator() {
        if (iterated.getAndSet(true)) {
            throw new IllegalStateException(
                    "A subscription is iterated once. Make another one for another iteration.");
        }
        return new Pages();
    }

    @Override
    public void stop() {
        stopped = true;
        tail.stopped(this);
    }

    /** Returns whether it is stopped; throws if it cannot go on because the recorder is closed. */
    boolean isOver() {
        if (stopped) {
            return true;
        }
        tail.requireOpen();
        return false;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Returns what is signalled, under the tail's lock, when it need not wait any longer. */
    Condition changed() {
        return changed;
    }

    @Override
    public String toString() {
        return "Subscription[%s]".formatted(selection);
    }

    private final class Pages implements Iterator<LogPage> {
        private final Queue<LogPage> buffer = new ArrayDeque<>();
        // Up to here the log was read, and never beyond its head: a selection may begin there.
        private long scannedTo;
        private boolean atHead;
        private boolean promised;
        private Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

        @Override
        public boolean hasNext() {
            promised = false;
            while (!stopped && (!buffer.isEmpty() || place() < selection.upTo())) {
                tail.requireOpen();
                if (!buffer.isEmpty()) {
                    promised = true;
                    return true;
                }
                advance();
            }
            return false;
        }

        /** What was promised is delivered, whoever stops the subscription in between. */
        @Override
        public LogPage next() {
            if (!promised && !hasNext()) {
                throw new NoSuchElementException("The subscription has ended.");
            }
            promised = false;
            return buffer.remove();
        }

        /** Everything selected up to here has been delivered or is in the buffer. */
        private long place() {
            return Math.max(scannedTo, selection.after());
        }

        private void advance() {
            try {
                if (atHead) {
                    Optional<LogTail.Arrived> arrived =
                            tail.await(PageSubscription.this, scannedTo);
                    arrived.ifPresent(this::take);
                    atHead = arrived.isPresent();
                } else {
                    readPage();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RecorderUnavailableException(
                        "The thread was interrupted while it waited for events after position %d. Iterate further to go on there."
                                .formatted(place()),
                        e);
            }
        }

        private void readPage() throws InterruptedException {
            LogPage page;
            try {
                page = tail.read(selection.after(place()));
            } catch (RecorderUnavailableException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                tail.pause(PageSubscription.this, pauses.nextNanos());
                return;
            }
            pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
            if (page.scannedTo() > place() || !page.notifications().isEmpty()) {
                buffer.add(page);
            }
            scannedTo = page.scannedTo();
            atHead = scannedTo >= page.head();
        }

        private void take(LogTail.Arrived arrived) {
            long before = place();
            long end = Math.min(arrived.upTo(), selection.upTo());
            List<Notification> selected = new ArrayList<>();
            for (Notification each : arrived.events()) {
                if (each.position() > before && each.position() <= end && isSelected(each)) {
                    selected.add(each);
                }
            }
            while (selected.size() > selection.limit()) {
                List<Notification> first = selected.subList(0, selection.limit());
                buffer.add(new LogPage(first, first.getLast().position(), arrived.upTo()));
                first.clear();
            }
            if (end > before) {
                buffer.add(new LogPage(selected, end, arrived.upTo()));
            }
            scannedTo = arrived.upTo();
        }

        // By its own tags alone: to know of any that it was given since, each subscription would
        // have to read for itself. What it catches up with the database selects, by both.
        private boolean isSelected(Notification each) {
            StoredEvent event = each.storedEvent();
            return selection.query().matches(event.type(), event.tags());
        }
    }
}
