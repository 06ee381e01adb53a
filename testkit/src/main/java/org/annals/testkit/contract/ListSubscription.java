package org.annals.testkit.contract;

import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Subscription;
import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.Condition;

/**
 * Follows a list by looking at all that is behind its place whenever something was written: the
 * plainest words for what a subscription means. Each step is a method of its own, so that a mutant
 * can get one of them wrong; all of them hold the store's lock.
 */
class ListSubscription implements Subscription<Notification> {
    final ListStore store;
    final LogSelection selection;
    // Everything selected up to here has been delivered.
    long place;
    boolean stopped;
    private final ListRecorder recorder;
    private boolean iterated;

    ListSubscription(ListRecorder recorder, LogSelection selection) {
        this.recorder = recorder;
        this.store = recorder.store;
        this.selection = selection;
        this.place = selection.after();
    }

    @Override
    public Iterator<Notification> iterator() {
        store.lock.lock();
        try {
            requireFirst();
            iterated = true;
            return new Deliveries();
        } finally {
            store.lock.unlock();
        }
    }

    void requireFirst() {
        if (iterated) {
            throw new IllegalStateException("One subscription follows a list once.");
        }
    }

    @Override
    public void stop() {
        store.lock.lock();
        try {
            stopped = true;
            store.changed.signalAll();
        } finally {
            store.lock.unlock();
        }
    }

    /** Returns the next delivery, waiting for it, or null if there will be none. */
    @Nullable Notification awaitNext() {
        while (!stopped) {
            requireOpen();
            Notification next = isOver() ? null : findNext();
            if (next != null || isOver()) {
                return next;
            }
            awaitChange();
        }
        return null;
    }

    void requireOpen() {
        recorder.requireOpen();
    }

    boolean isOver() {
        return place >= selection.upTo();
    }

    @Nullable Notification findNext() {
        for (long next = place + 1; next <= store.head() && isWithin(next); next++) {
            Notification found = store.log.get((int) next - 1);
            if (matches(found)) {
                place = next;
                return found;
            }
            pass(next);
        }
        return null;
    }

    boolean isWithin(long position) {
        return position <= selection.upTo();
    }

    boolean matches(Notification notification) {
        return recorder.matches(selection.query(), notification.storedEvent());
    }

    /** Goes beyond a position that does not match. */
    void pass(long position) {
        place = position;
    }

    /** Returns what is signalled whenever something was written. */
    Condition changed() {
        return store.changed;
    }

    @SuppressWarnings("WaitNotInLoop") // The loop is in awaitNext.
    void awaitChange() {
        try {
            changed().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecorderUnavailableException("The follower of a list was interrupted.", e);
        }
    }

    /** Returns what is left of a promise when it is asked for once more. */
    @Nullable Notification renewed(Notification promised) {
        requireOpen();
        return stopped ? null : promised;
    }

    private final class Deliveries implements Iterator<Notification> {
        private @Nullable Notification promised;

        @Override
        public boolean hasNext() {
            store.lock.lock();
            try {
                promised = promised == null ? awaitNext() : renewed(promised);
                return promised != null;
            } finally {
                store.lock.unlock();
            }
        }

        @Override
        public Notification next() {
            Notification next = promised != null || hasNext() ? promised : null;
            if (next == null) {
                throw new NoSuchElementException("The list is not followed any further.");
            }
            promised = null;
            return next;
        }
    }
}
