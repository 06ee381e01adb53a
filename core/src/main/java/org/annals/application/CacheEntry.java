package org.annals.application;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A place in a cache: what is kept of one object, and who reads it anew. May be shared between
 * threads; nothing of the user's runs while its lock is held.
 */
final class CacheEntry<O> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition loaded = lock.newCondition();
    private @Nullable Kept<O> kept;
    private boolean loading;
    private int reading;
    private long recorded;
    private long currentAt;

    /** What is kept, and how good it is. */
    record View<O>(Kept<O> kept, long currentAt, boolean isBusy, boolean isBehind) {}

    /** Returns what is kept, or null. */
    @Nullable View<O> view() {
        lock.lock();
        try {
            return kept == null
                    ? null
                    : new View<>(kept, currentAt, reading > 0, kept.version() < recorded);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether this thread is to load the object: if not, another one does. */
    boolean beginLoad() {
        lock.lock();
        try {
            if (loading || kept != null) {
                return false;
            }
            loading = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void endLoad() {
        lock.lock();
        try {
            loading = false;
            loaded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until whoever loads the object has ended, well or not, or the thread is interrupted.
     */
    void awaitLoad() {
        lock.lock();
        try {
            while (loading) {
                loaded.await();
            }
        } catch (InterruptedException e) {
            // Whoever reads next heeds it.
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    void beginRead() {
        lock.lock();
        try {
            reading++;
        } finally {
            lock.unlock();
        }
    }

    void endRead() {
        lock.lock();
        try {
            reading--;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps what was read, unless something newer is kept.
     *
     * @param begun when the reading began
     */
    void keep(Kept<O> read, long begun) {
        lock.lock();
        try {
            if (kept == null || begun - currentAt > 0) {
                currentAt = begun;
            }
            kept = Kept.newer(kept, read);
        } finally {
            lock.unlock();
        }
    }

    /** Says that a version is recorded, so that nothing older is taken for what is there. */
    void recorded(long version) {
        lock.lock();
        try {
            recorded = Math.max(recorded, version);
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return kept == null && !loading;
        } finally {
            lock.unlock();
        }
    }
}
