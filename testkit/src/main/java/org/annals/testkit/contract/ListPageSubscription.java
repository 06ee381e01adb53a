package org.annals.testkit.contract;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Subscription;
import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Follows a list page by page, by reading a page behind its place whenever something was written.
 * Each step is a method of its own, so that a mutant can get one of them wrong; all of them hold
 * the store's lock.
 */
class ListPageSubscription implements Subscription<LogPage> {
    final ListRecorder recorder;
    final LogSelection selection;
    // Everything selected up to here has been delivered.
    long place;
    private boolean stopped;
    private boolean iterated;

    ListPageSubscription(ListRecorder recorder, LogSelection selection) {
        this.recorder = recorder;
        this.selection = selection;
        this.place = selection.after();
    }

    @Override
    public Iterator<LogPage> iterator() {
        recorder.store.lock.lock();
        try {
            requireFirst();
            iterated = true;
            return new Pages();
        } finally {
            recorder.store.lock.unlock();
        }
    }

    void requireFirst() {
        if (iterated) {
            throw new IllegalStateException("One subscription follows a list once.");
        }
    }

    @Override
    public void stop() {
        recorder.store.lock.lock();
        try {
            stopped = true;
            recorder.store.changed.signalAll();
        } finally {
            recorder.store.lock.unlock();
        }
    }

    /** Returns the next page, waiting for it, or null if there will be none. */
    private @Nullable LogPage awaitNext() {
        while (!stopped && place < selection.upTo()) {
            recorder.requireOpen();
            LogPage page = read();
            if (isDue(page)) {
                place = end(page);
                return page;
            }
            awaitChange();
        }
        return null;
    }

    LogPage read() {
        return recorder.readLog(selection.after(place));
    }

    boolean isDue(LogPage page) {
        return page.scannedTo() > place;
    }

    long end(LogPage page) {
        return page.scannedTo();
    }

    @SuppressWarnings("WaitNotInLoop") // The loop is in awaitNext.
    private void awaitChange() {
        try {
            recorder.store.changed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecorderUnavailableException("The follower of a list was interrupted.", e);
        }
    }

    private final class Pages implements Iterator<LogPage> {
        private @Nullable LogPage promised;

        @Override
        public boolean hasNext() {
            recorder.store.lock.lock();
            try {
                promised = promised == null ? awaitNext() : promised;
                return promised != null;
            } finally {
                recorder.store.lock.unlock();
            }
        }

        @Override
        public LogPage next() {
            LogPage next = promised != null || hasNext() ? promised : null;
            if (next == null) {
                throw new NoSuchElementException("The list is not followed any further.");
            }
            promised = null;
            return next;
        }
    }
}
