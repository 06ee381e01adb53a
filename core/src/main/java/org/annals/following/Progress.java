package org.annals.following;

import org.annals.following.FollowerStatus.State;
import org.annals.persistence.RecorderUnavailableException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far a follower has come and what it is at. May be shared between threads. */
final class Progress {
    private final String follower;
    private final String upstream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Rate rate = new Rate(System::nanoTime);
    private State state = State.NEW;
    private long since = System.nanoTime();
    private long position;
    private long head;
    private long processed;
    private @Nullable Throwable failure;
    private boolean isStopping;
    private boolean mayResume;

    Progress(String follower, String upstream) {
        this.follower = follower;
        this.upstream = upstream;
    }

    FollowerStatus status() {
        lock.lock();
        try {
            return new FollowerStatus(
                    follower,
                    upstream,
                    state,
                    position,
                    head,
                    processed,
                    rate.perSecond(),
                    0,
                    Duration.ofNanos(System.nanoTime() - since),
                    failure);
        } finally {
            lock.unlock();
        }
    }

    /** Is told that the place was read, or has moved over so many events. */
    void reached(long position, int events) {
        lock.lock();
        try {
            this.position = position;
            head = Math.max(head, position);
            processed += events;
            rate.add(events);
            if (state == State.CATCHING_UP && position >= head) {
                // Whoever waits for the position sees the state that belongs to it.
                become(State.LIVE, failure);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Is told how far the log goes. */
    void sees(long head) {
        lock.lock();
        try {
            this.head = head;
        } finally {
            lock.unlock();
        }
    }

    /** Goes well, whatever has failed before; returns whether something had. */
    boolean goes(State state) {
        return become(state, null);
    }

    /** Fails; returns whether it did not before in the same state. */
    boolean fails(State state, Throwable failure) {
        lock.lock();
        try {
            boolean isNew = this.state != state;
            become(state, failure);
            return isNew;
        } finally {
            lock.unlock();
        }
    }

    private boolean become(State state, @Nullable Throwable failure) {
        lock.lock();
        try {
            boolean hadFailed = this.failure != null;
            if (this.state != state) {
                this.state = state;
                since = System.nanoTime();
            }
            this.failure = failure;
            mayResume &= state != State.PAUSED;
            changed.signalAll();
            return hadFailed;
        } finally {
            lock.unlock();
        }
    }

    /** Is told that it ends for good; what it had failed with last is still told. */
    void stopped() {
        lock.lock();
        try {
            become(State.STOPPED, failure);
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            isStopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isStopping() {
        lock.lock();
        try {
            return isStopping;
        } finally {
            lock.unlock();
        }
    }

    boolean isPaused() {
        lock.lock();
        try {
            return state == State.PAUSED && !mayResume;
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            mayResume = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until it may resume or is to stop, for so long at most; returns whether it has to go on
     * waiting.
     */
    boolean awaitResume(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!mayResume && !isStopping && left > 0) {
                left = changed.awaitNanos(left);
            }
            // It may until it pauses again: whoever waits meanwhile is not told the old failure.
            return !mayResume && !isStopping;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a while; returns false if it is to stop before that is over. */
    boolean pause(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (left > 0 && !isStopping) {
                left = changed.awaitNanos(left);
            }
            return !isStopping;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a position is reached, for so long at most, and returns whether it is. Stopping
     * ends the wait.
     *
     * @throws RuntimeException what the follower has paused at
     */
    boolean awaitReached(long wanted, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (position < wanted && left > 0 && !isStopping) {
                throwIfPaused();
                left = changed.awaitNanos(left);
            }
            if (position < wanted && !isStopping) {
                throwIfPaused();
            }
            return position >= wanted;
        } finally {
            lock.unlock();
        }
    }

    private void throwIfPaused() {
        boolean hasEnded = state == State.STOPPED && !isStopping;
        if (!hasEnded && (state != State.PAUSED || mayResume)) {
            return;
        }
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default ->
                    throw new RecorderUnavailableException(
                            "Follower '%s' has %s."
                                    .formatted(follower, hasEnded ? "ended" : "paused"),
                            failure);
        }
    }
}
