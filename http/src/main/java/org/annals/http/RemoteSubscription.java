package org.annals.http;

import org.annals.persistence.Direction;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Subscription;
import org.annals.recording.Backoff;
import org.annals.recording.Signal;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A subscription to a remote log: asks for the next page, with which the server waits until there
 * is one; where it does not, asks less and less often. Iterated by one thread; stopped by any.
 */
final class RemoteSubscription implements Subscription<LogPage> {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Source source;
    private final LogSelection selection;
    private final Signal changed;
    private final AtomicBoolean iterated = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile @Nullable Future<?> current;

    /** Where pages come from. */
    interface Source {
        /**
         * Returns a page, for which it may wait for a while.
         *
         * @param begun is given what ends the wait
         */
        LogPage next(LogSelection selection, Consumer<Future<?>> begun);

        /** Returns for how long a page is waited for. */
        Duration patience();
    }

    /**
     * @param changed raised when the source is closed
     */
    RemoteSubscription(Source source, LogSelection selection, Signal changed) {
        if (selection.limit() == 0 || selection.direction() == Direction.BACKWARDS) {
            throw new IllegalArgumentException(
                    "A subscription goes forwards, in pages of at least 1 event; %s does not."
                            .formatted(selection));
        }
        this.source = source;
        this.selection = selection;
        this.changed = changed;
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
        cancel(current);
        changed.raise();
    }

    private void begun(Future<?> read) {
        current = read;
        // One that was begun too late to be cancelled.
        if (stopped) {
            cancel(read);
        }
    }

    private static void cancel(@Nullable Future<?> read) {
        if (read != null) {
            read.cancel(true);
        }
    }

    @Override
    public String toString() {
        return "Subscription[%s]".formatted(selection);
    }

    private final class Pages implements Iterator<LogPage> {
        private LogSelection rest = selection;
        private @Nullable LogPage next;
        private boolean promised;
        private Backoff pauses = pauses();

        @Override
        public boolean hasNext() {
            promised = next != null && !stopped;
            while (!promised && !stopped && rest.after() < rest.upTo()) {
                advance();
                promised = next != null && !stopped;
            }
            return promised;
        }

        /** What was promised is delivered, whoever stops the subscription in between. */
        @Override
        public LogPage next() {
            if (!promised && !hasNext()) {
                throw new NoSuchElementException("The subscription has ended.");
            }
            LogPage page = next;
            if (page == null) {
                throw new NoSuchElementException("The subscription has ended.");
            }
            promised = false;
            next = null;
            return page;
        }

        private void advance() {
            long seen = changed.count();
            long begun = System.nanoTime();
            try {
                LogPage page = source.next(rest, RemoteSubscription.this::begun);
                LogSelection beyond = rest.beyond(page);
                if (beyond.after() > rest.after()) {
                    rest = beyond;
                    next = page;
                    pauses = pauses();
                } else if (System.nanoTime() - begun < source.patience().toNanos() / 2) {
                    pause(seen);
                }
            } catch (RecorderUnavailableException e) {
                if (stopped) {
                    return;
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                pause(seen);
            }
        }

        private void pause(long seen) {
            try {
                changed.await(seen, pauses.nextNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RecorderUnavailableException(
                        "The thread was interrupted while it waited for events after position %d. Iterate further to go on there."
                                .formatted(rest.after()),
                        e);
            }
        }

        private static Backoff pauses() {
            return new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        }
    }
}
