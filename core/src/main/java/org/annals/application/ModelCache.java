package org.annals.application;

import org.annals.dcb.ModelKey;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What is kept of the decision models that were used last. May be shared between threads; nothing
 * of the user's runs while its lock is held.
 */
final class ModelCache {
    private final OptionalInt most;
    private final Predicate<Object> excluded;
    private final ReentrantLock lock = new ReentrantLock();
    // In the order of their use.
    private final Map<ModelKey<?>, Entry> kept = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param growth what was read of the model since a snapshot of it was due, null if nothing
     */
    private record Entry(KeptModel<?> model, @Nullable Growth growth) {}

    /**
     * @param most how many there may be; 0 for no bound, empty for none
     * @param excluded what makes models that are not kept
     */
    ModelCache(OptionalInt most, Predicate<Object> excluded) {
        this.most = most;
        this.excluded = excluded;
    }

    /** Returns whether such a model may be kept. */
    boolean takes(ModelKey<?> key) {
        return most.isPresent() && !excluded.test(key.of());
    }

    <M> Optional<KeptModel<M>> find(ModelKey<M> key) {
        lock.lock();
        try {
            Entry entry = kept.get(key);
            // Each is kept under its own key.
            @SuppressWarnings("unchecked")
            var found = entry == null ? null : (KeptModel<M>) entry.model();
            return Optional.ofNullable(found);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns how far a model has grown since a snapshot of it was due.
     *
     * @param from the position as of which it may have been kept
     * @param read how far it has grown since
     */
    Growth grown(ModelKey<?> key, long from, Growth read) {
        lock.lock();
        try {
            Entry entry = kept.get(key);
            Growth before =
                    entry == null || entry.model().position() != from ? null : entry.growth();
            return before == null ? read : before.and(read);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps a model, unless it is kept as of a later position.
     *
     * @param growth how far it has grown since a snapshot of it was due, null if one is due now
     */
    <M> void keep(ModelKey<M> key, KeptModel<M> model, @Nullable Growth growth) {
        lock.lock();
        try {
            Entry before = kept.get(key);
            if (before == null || before.model().position() < model.position()) {
                kept.put(key, new Entry(model, growth));
            }
            int bound = most.orElse(0);
            if (bound > 0 && kept.size() > bound) {
                kept.remove(kept.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    void drop(ModelKey<?> key) {
        lock.lock();
        try {
            kept.remove(key);
        } finally {
            lock.unlock();
        }
    }
}
