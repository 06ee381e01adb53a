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
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;

/**
 * A subscription to a log: reads pages until it has come to the head, and then takes what the tail
 * has read. Iterated by one thread; stopped by any.
 */
final class LogSubscription implements Subscription<Notification> {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final LogTail tail;
    private final LogSelection selection;
    private final Condition changed;
    private final AtomicBoolean iterated = new AtomicBoolean();
    private volatile boolean stopped;

    LogSubscription(LogTail tail, LogSelection selection) {
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
    public Iterator<Notification> iterator() {
        if (iterated.getAndSet(true)) {
            throw new IllegalStateException(
                    "A subscription is iterated once. Make another one for another iteration.");
        }
        return new Deliveries();
    }

    @Override
    public void stop() {
        stopped = true;
        tail.stopped(this);
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

    private final class Deliveries implements Iterator<Notification> {
        private final Queue<Notification> buffer = new ArrayDeque<>();
        // Up to here the log was read, and never beyond its head: a selection may begin there.
        private long scannedTo;
        private boolean atHead;
        private boolean promised;
        private Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

        @Override
        public boolean hasNext() {
            promised = false;
            while (!isOver()) {
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
        public Notification next() {
            if (!promised && !hasNext()) {
                throw new NoSuchElementException("The subscription has ended.");
            }
            promised = false;
            return buffer.remove();
        }

        private boolean isOver() {
            return stopped || (buffer.isEmpty() && place() >= selection.upTo());
        }

        /** Everything selected up to here has been delivered or is in the buffer. */
        private long place() {
            return Math.max(scannedTo, selection.after());
        }

        private void advance() {
            try {
                if (atHead) {
                    Optional<LogTail.Arrived> arrived = tail.await(LogSubscription.this, scannedTo);
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
                tail.pause(LogSubscription.this, pauses.nextNanos());
                return;
            }
            pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
            buffer.addAll(page.notifications());
            scannedTo = page.scannedTo();
            atHead = scannedTo >= page.head();
        }

        private void take(LogTail.Arrived arrived) {
            for (Notification each : arrived.events()) {
                if (isSelected(each)) {
                    buffer.add(each);
                }
            }
            scannedTo = arrived.upTo();
        }

        private boolean isSelected(Notification each) {
            StoredEvent event = each.storedEvent();
            return each.position() > place()
                    && each.position() <= selection.upTo()
                    && selection.query().matches(event.type(), event.tags());
        }
    }
}
