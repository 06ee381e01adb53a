package org.annals.sqlite;

import org.annals.persistence.RecorderUnavailableException;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is. A database in memory is used by one thread at a time, of all recorders that
 * share it: SQLite itself would lock single tables against them, half-way through a transaction.
 * May be shared between threads.
 */
final class Turn {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Map<String, WeakReference<ReentrantLock>> IN_MEMORY = new HashMap<>();

    private final ReentrantLock lock;
    private final String where;

    private Turn(ReentrantLock lock, String where) {
        this.lock = lock;
        this.where = where;
    }

    static Turn at(SqliteLocation location) {
        return new Turn(
                location.isInMemory() ? shared(location.url()) : new ReentrantLock(),
                location.shown());
    }

    private static ReentrantLock shared(String url) {
        synchronized (IN_MEMORY) {
            IN_MEMORY.values().removeIf(each -> each.get() == null);
            WeakReference<ReentrantLock> known = IN_MEMORY.get(url);
            ReentrantLock lock = known == null ? null : known.get();
            if (lock == null) {
                lock = new ReentrantLock();
                IN_MEMORY.put(url, new WeakReference<>(lock));
            }
            return lock;
        }
    }

    /**
     * Waits for the turn, which may be taken again by whoever has it.
     *
     * @throws RecorderUnavailableException if it does not come, or the thread is interrupted
     */
    void take() {
        try {
            boolean taken =
                    lock.tryLock() || lock.tryLock(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
            if (!taken) {
                throw new RecorderUnavailableException(
                        "%s was in use for longer than %s; nothing was written. Try again later."
                                .formatted(where, LONGEST_WAIT),
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecorderUnavailableException(
                    "The thread was interrupted while it waited for %s; nothing was written."
                            .formatted(where),
                    e);
        }
    }

    void giveBack() {
        lock.unlock();
    }
}
