package org.annals.testkit.network;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What is wrong at the moment with every connection. May be shared between threads. */
final class Faults {
    /** Instead of a time: there is no such fault. */
    static final long NONE = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile State state = new State();

    /** All faults; times are in nanoseconds. */
    static final class State {
        private final Flow toServer = new Flow();
        private final Flow toClient = new Flow();
        volatile boolean silent;
        volatile boolean repliesDropped;
        volatile @Nullable Unasked unasked;
        volatile @Nullable OneShot loss;

        Flow flow(Direction direction) {
            return direction == Direction.TO_SERVER ? toServer : toClient;
        }
    }

    /** The faults of one direction. */
    static final class Flow {
        volatile long delay;
        volatile long pause = NONE;
        volatile @Nullable Limit limit;
    }

    /** How many bytes each connection may pass from now on before it is cut. */
    static final class Limit {
        private final long bytes;
        private final @Nullable OneShot once;

        /** Makes a limit, which cuts where the shot is taken, or everywhere if there is none. */
        Limit(long bytes, @Nullable OneShot once) {
            this.bytes = bytes;
            this.once = once;
        }

        long bytes() {
            return bytes;
        }

        boolean strikes() {
            return once == null || once.take();
        }
    }

    /** What is lost of what nobody asked for. */
    record Unasked(long quiet, Predicate<byte[]> what) {}

    /** A fault that strikes once: where it is taken first. */
    static final class OneShot {
        private final AtomicBoolean taken = new AtomicBoolean();

        boolean take() {
            return taken.compareAndSet(false, true);
        }
    }

    State now() {
        return state;
    }

    void change(Consumer<State> change) {
        change.accept(state);
        wake();
    }

    void heal() {
        state = new State();
        wake();
    }

    /** Lets those who wait look again. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits as long as the faults demand, however they change meanwhile, or until all is over. */
    void pause(ToLongFunction<State> nanos, BooleanSupplier over) {
        long start = System.nanoTime();
        lock.lock();
        try {
            long left = nanos.applyAsLong(state);
            while (left > 0 && !over.getAsBoolean()) {
                changed.awaitNanos(left);
                left = nanos.applyAsLong(state) - (System.nanoTime() - start);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts the threads of a proxy.
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
