package org.annals.persistence;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.function.Function;

/** A subscription whose deliveries are made of those of another. */
record MappedSubscription<T, R>(Subscription<T> source, Function<? super T, ? extends R> mapping)
        implements Subscription<R> {
    @Override
    public Iterator<R> iterator() {
        return new Deliveries<>(source.iterator(), mapping);
    }

    @Override
    public void stop() {
        source.stop();
    }

    private static final class Deliveries<T, R> implements Iterator<R> {
        private final Iterator<T> source;
        private final Function<? super T, ? extends R> mapping;
        private @Nullable RuntimeException failure;

        Deliveries(Iterator<T> source, Function<? super T, ? extends R> mapping) {
            this.source = source;
            this.mapping = mapping;
        }

        @Override
        public boolean hasNext() {
            requireNoFailure();
            return source.hasNext();
        }

        @Override
        public R next() {
            requireNoFailure();
            T next = source.next();
            try {
                return mapping.apply(next);
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }

        // F36: what comes after a delivery that failed would pass over it.
        private void requireNoFailure() {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
