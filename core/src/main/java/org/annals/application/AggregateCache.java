package org.annals.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The entries of the objects that were used last. May be shared between threads; nothing of the
 * user's runs while its lock is held.
 */
final class AggregateCache {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    // In the order of their use.
    private final Map<Key, CacheEntry<?>> entries = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(Object of, String id) {}

    /**
     * @param most how many entries there may be; 0 for no bound
     */
    AggregateCache(int most) {
        this.most = most;
    }

    /** Returns the entry of an object, which is new if it has none. */
    <O> CacheEntry<O> entry(Folding<O> folding, String id) {
        lock.lock();
        try {
            // Each kind of object has one folding.
            @SuppressWarnings("unchecked")
            var entry =
                    (CacheEntry<O>)
                            entries.computeIfAbsent(
                                    new Key(folding.of(), id), key -> new CacheEntry<>());
            if (most > 0 && entries.size() > most) {
                entries.remove(entries.keySet().iterator().next());
            }
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** Says that a version of what has this id is recorded. */
    void recorded(Iterable<? extends Folding<?>> foldings, String id, long version) {
        found(foldings, id).forEach(entry -> entry.recorded(version));
    }

    private List<CacheEntry<?>> found(Iterable<? extends Folding<?>> foldings, String id) {
        List<CacheEntry<?>> found = new ArrayList<>();
        lock.lock();
        try {
            for (Folding<?> folding : foldings) {
                CacheEntry<?> entry = entries.get(new Key(folding.of(), id));
                if (entry != null) {
                    found.add(entry);
                }
            }
        } finally {
            lock.unlock();
        }
        return found;
    }

    /** Forgets whatever has this id. */
    void drop(Iterable<? extends Folding<?>> foldings, String id) {
        lock.lock();
        try {
            for (Folding<?> folding : foldings) {
                entries.remove(new Key(folding.of(), id));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets an entry in which nothing is kept. */
    void dropIfEmpty(Folding<?> folding, String id) {
        lock.lock();
        try {
            entries.computeIfPresent(
                    new Key(folding.of(), id), (key, entry) -> entry.isEmpty() ? null : entry);
        } finally {
            lock.unlock();
        }
    }
}
