package org.annals.application;

import org.annals.dcb.ModelKey;

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
    private final Map<ModelKey<?>, KeptModel<?>> kept = new LinkedHashMap<>(16, 0.75f, true);

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
            // Each is kept under its own key.
            @SuppressWarnings("unchecked")
            var found = (KeptModel<M>) kept.get(key);
            return Optional.ofNullable(found);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a model, unless it is kept as of a later position. */
    <M> void keep(ModelKey<M> key, KeptModel<M> model) {
        lock.lock();
        try {
            KeptModel<?> before = kept.get(key);
            if (before == null || before.position() < model.position()) {
                kept.put(key, model);
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
