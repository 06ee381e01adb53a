package org.annals.recording;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.StoredEvent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A request on its way through {@link GroupCommit}, and its outcome. Safe for threads. */
public final class AppendTicket {
    private final AppendRequest request;
    private final long bytes;
    private final Thread caller = Thread.currentThread();
    private final long madeAt = System.nanoTime();
    private volatile boolean appointed;
    private final AtomicReference<Object> state = new AtomicReference<>(Stage.QUEUED);

    AppendTicket(AppendRequest request) {
        this.request = request;
        long sum = 0;
        for (StoredEvent event : request.events()) {
            sum += event.data().length();
        }
        this.bytes = sum;
    }

    /** Returns the request. */
    public AppendRequest request() {
        return request;
    }

    /**
     * Returns how long ago the caller asked: whatever else the request has to wait for, such as
     * another process's lock, should not take longer than what is left of its time.
     */
    public Duration waited() {
        return Duration.ofNanos(System.nanoTime() - madeAt);
    }

    long bytes() {
        return bytes;
    }

    int events() {
        return request.events().size();
    }

    /** Takes the request for writing, unless its caller has withdrawn it. */
    boolean take() {
        return state.compareAndSet(Stage.QUEUED, Stage.TAKEN);
    }

    /** Takes the request back, unless it was taken for writing. */
    boolean withdraw() {
        return state.compareAndSet(Stage.QUEUED, Stage.WITHDRAWN);
    }

    boolean isWithdrawn() {
        return state.get() == Stage.WITHDRAWN;
    }

    /** Returns whether its caller may write batches: native waits would pin a virtual thread. */
    boolean isOfPlatformThread() {
        return !caller.isVirtual();
    }

    /** Makes its caller the next to write. Under the lock of the group. */
    void appoint() {
        appointed = true;
        wake();
    }

    boolean isAppointed() {
        return appointed;
    }

    /** Its caller writes now, or will not. */
    void dismiss() {
        appointed = false;
    }

    /** Lets its caller look whether there is an outcome. */
    void wake() {
        if (caller != Thread.currentThread()) {
            LockSupport.unpark(caller);
        }
    }

    boolean isTaken() {
        return state.get() == Stage.TAKEN;
    }

    boolean isDone() {
        return !(state.get() instanceof Stage);
    }

    /** Answers the request: its events are recorded. */
    public void complete(AppendReceipt receipt) {
        finish(receipt);
    }

    /**
     * Answers the request: nothing of it is recorded, or nobody knows. The reason is this request's
     * own, and is thrown with the frames of its caller.
     */
    public void refuse(RuntimeException reason) {
        finish(new Refused(reason));
    }

    /** Answers the request with what failed for its whole batch. */
    void fail(RuntimeException shared) {
        finish(new Failed(shared));
    }

    /** Answers the request: an error of the user's own work undid it. */
    void fail(Error error) {
        finish(error);
    }

    private void finish(Object outcome) {
        // The first answer stands.
        Object before = state.get();
        while (before instanceof Stage && !state.compareAndSet(before, outcome)) {
            before = state.get();
        }
    }

    /** Returns or throws the outcome, once there is one. Called by the caller's thread. */
    AppendReceipt outcome() {
        // What the user's own work threw reaches the caller as it is. It has a batch of its own.
        boolean asItIs = request.work().isPresent();
        return switch (requireNonNull(state.get(), "state")) {
            case AppendReceipt receipt -> receipt;
            case Refused(var reason) -> throw asItIs ? reason : CallersOwn.refusal(reason);
            case Failed(var shared) -> throw asItIs ? shared : CallersOwn.failure(shared);
            case Error error -> throw error;
            case Object stage -> throw new IllegalStateException("There is no outcome at " + stage);
        };
    }

    private record Refused(RuntimeException reason) {}

    private record Failed(RuntimeException shared) {}

    private enum Stage {
        QUEUED,
        TAKEN,
        WITHDRAWN
    }
}
