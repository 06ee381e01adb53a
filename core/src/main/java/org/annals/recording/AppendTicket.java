package org.annals.recording;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.StoredEvent;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A request on its way through {@link GroupCommit}, and its outcome. Safe for threads. */
public final class AppendTicket {
    private final AppendRequest request;
    private final long bytes;
    private final Thread caller = Thread.currentThread();
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

    /** Answers the request: nothing of it is recorded, or nobody knows. */
    public void refuse(RuntimeException reason) {
        finish(reason);
    }

    /** Answers the request: an error of the user's own work undid it. */
    void refuse(Error error) {
        finish(error);
    }

    private void finish(Object outcome) {
        // The first answer stands.
        Object before = state.get();
        while (before instanceof Stage && !state.compareAndSet(before, outcome)) {
            before = state.get();
        }
        LockSupport.unpark(caller);
    }

    /** Returns or throws the outcome, once there is one. */
    AppendReceipt outcome() {
        Object outcome = state.get();
        if (outcome instanceof RuntimeException reason) {
            throw reason;
        }
        if (outcome instanceof Error error) {
            throw error;
        }
        return (AppendReceipt) requireNonNull(outcome, "outcome");
    }

    private enum Stage {
        QUEUED,
        TAKEN,
        WITHDRAWN
    }
}
