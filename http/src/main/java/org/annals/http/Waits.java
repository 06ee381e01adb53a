package org.annals.http;

import org.annals.application.NotificationLog;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Subscription;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Requests that wait for something to come: bounded in number and in time. May be shared. */
final class Waits implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Semaphore free;
    private final Set<Subscription<LogPage>> current = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor clock;
    private volatile boolean closed;

    Waits(int most) {
        this.free = new Semaphore(most);
        this.clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("annals-http-waits").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * Returns the next page, which has something in it or is further than the selection begins, if
     * there is one before the time is over. Too many waiting, it does not wait.
     */
    LogPage next(NotificationLog log, LogSelection selection, Duration wait) {
        if (wait.isZero() || !free.tryAcquire()) {
            return log.pull(selection);
        }
        try {
            return first(log, selection, wait).orElseGet(() -> log.pull(selection));
        } finally {
            free.release();
        }
    }

    private Optional<LogPage> first(NotificationLog log, LogSelection selection, Duration wait) {
        try (Subscription<LogPage> pages = log.subscribe(selection)) {
            Future<?> end = clock.schedule(pages::stop, millis(wait), TimeUnit.MILLISECONDS);
            try {
                current.add(pages);
                // One that was added too late to be stopped.
                if (closed) {
                    return Optional.empty();
                }
                Iterator<LogPage> each = pages.iterator();
                return each.hasNext() ? Optional.of(each.next()) : Optional.empty();
            } finally {
                end.cancel(false);
                current.remove(pages);
            }
        } catch (RejectedExecutionException e) {
            return Optional.empty();
        }
    }

    private static long millis(Duration wait) {
        return (wait.compareTo(LONGEST) < 0 ? wait : LONGEST).toMillis();
    }

    /** Ends all waits at once, and those to come. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        clock.shutdownNow();
        current.forEach(Subscription::stop);
    }
}
