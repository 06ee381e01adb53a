package org.annals.following;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What a follower is processing, and whether that takes too long. May be shared between the thread
 * that processes and those that look.
 */
final class Attempt {
    private final long bound;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    private long position;
    private long begun;
    private boolean isUnderWay;
    private boolean isTold;
    private boolean isBeingTold;

    Attempt(Duration bound, LongSupplier nanos) {
        this.bound = bound.toNanos();
        this.nanos = nanos;
    }

    /** Is told that an event is processed from now on. */
    void begins(long position) {
        lock.lock();
        try {
            this.position = position;
            begun = nanos.getAsLong();
            isUnderWay = true;
            isTold = false;
        } finally {
            lock.unlock();
        }
    }

    /** Is told that it is over, and returns whether it was told to take too long. */
    boolean ends() {
        lock.lock();
        try {
            isUnderWay = false;
            // Nobody is to hear that it goes on before hearing that it does not.
            while (isBeingTold) {
                told.awaitUninterruptibly();
            }
            return isTold;
        } finally {
            lock.unlock();
        }
    }

    /** Returns for how long it has been under way, if that is too long. */
    Optional<Duration> overdue() {
        lock.lock();
        try {
            long taken = nanos.getAsLong() - begun;
            return isUnderWay && taken >= bound
                    ? Optional.of(Duration.ofNanos(taken))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Tells if it takes too long, once, and returns after what time to look again. */
    long tell(FollowerReports reports) {
        Duration taken;
        long where;
        lock.lock();
        try {
            long left = isUnderWay ? bound - (nanos.getAsLong() - begun) : bound;
            if (isTold || left > 0) {
                return isTold ? bound : left;
            }
            isTold = true;
            isBeingTold = true;
            taken = Duration.ofNanos(bound - left);
            where = position;
        } finally {
            lock.unlock();
        }
        reports.stalls(where, taken);
        lock.lock();
        try {
            isBeingTold = false;
            told.signalAll();
        } finally {
            lock.unlock();
        }
        return bound;
    }
}
