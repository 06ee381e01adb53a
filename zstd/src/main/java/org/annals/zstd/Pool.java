package org.annals.zstd;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Objects that are used again, as many as there are processors; one too many is closed. Safe for
 * any number of threads.
 */
final class Pool<T> {
    private static final int KEPT = Runtime.getRuntime().availableProcessors();

    private final ArrayBlockingQueue<T> kept = new ArrayBlockingQueue<>(KEPT);
    private final Supplier<T> maker;
    private final Consumer<T> closer;

    Pool(Supplier<T> maker, Consumer<T> closer) {
        this.maker = maker;
        this.closer = closer;
    }

    /** Returns one that is nobody else's until it is given back. */
    T take() {
        T taken = kept.poll();
        return taken == null ? maker.get() : taken;
    }

    void giveBack(T taken) {
        if (!kept.offer(taken)) {
            closer.accept(taken);
        }
    }

    int kept() {
        return kept.size();
    }

    /** Closes those that are here. */
    void close() {
        for (T each = kept.poll(); each != null; each = kept.poll()) {
            closer.accept(each);
        }
    }
}
