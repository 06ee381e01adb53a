package org.annals.recording;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.Recorder;
import org.annals.persistence.Transaction;
import org.annals.persistence.TransactionWork;
import org.annals.persistence.TransactionWorkFailedException;

import java.util.Map;
import java.util.stream.Collectors;

/** Lends a recorder's transaction to the user's own work. Stateless. */
public final class WorkRunner {
    private WorkRunner() {}

    /**
     * Runs the work of a request, if it has some, on the thread of whoever appends. An interrupt
     * that ends it stays that thread's.
     *
     * @param handles what the transaction can be used as, by type
     * @throws TransactionWorkFailedException if the work throws a checked exception; unchecked ones
     *     pass through
     */
    public static void run(AppendRequest request, Map<Class<?>, ?> handles) {
        if (request.work().isEmpty()) {
            return;
        }
        TransactionWork work = request.work().get();
        try {
            work.run(new Lent(handles));
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransactionWorkFailedException(e);
        } catch (Exception e) {
            throw new TransactionWorkFailedException(e);
        }
    }

    /**
     * Runs the work of a request, if it has some, on a thread that writes for others. An interrupt
     * that it leaves behind was meant for the work alone, and is forgotten: else it would end the
     * commit, or somebody else's append.
     *
     * @throws TransactionWorkFailedException as {@link #run} does
     */
    public static void runForAnother(AppendRequest request, Map<Class<?>, ?> handles) {
        try {
            run(request, handles);
        } finally {
            Thread.interrupted();
        }
    }

    /**
     * Returns the exception for work that appends to the recorder whose transaction it was lent.
     */
    public static IllegalStateException nestedAppend(Recorder recorder) {
        return new IllegalStateException(
                "The work of an append to %s tried to append to it again. Put all events into the one append."
                        .formatted(recorder));
    }

    /**
     * Returns the exception for work that writes snapshots to the recorder whose transaction it was
     * lent.
     */
    public static IllegalStateException nestedSnapshot(Recorder recorder) {
        return new IllegalStateException(
                "The work of an append to %s wrote to its snapshots, which have transactions of their own. Do so after the append."
                        .formatted(recorder));
    }

    /**
     * Returns the exception for work that takes or ends a lease of the recorder whose transaction
     * it was lent.
     */
    public static IllegalStateException nestedLease(Recorder recorder) {
        return new IllegalStateException(
                "The work of an append to %s took or ended a lease, for which there are transactions of their own. Do so before the append or after it."
                        .formatted(recorder));
    }

    /**
     * Returns the exception for work that adds tags to recorded events of the recorder whose
     * transaction it was lent.
     */
    public static IllegalStateException nestedTags(Recorder recorder) {
        return new IllegalStateException(
                "The work of an append to %s added tags to recorded events, for which there are transactions of their own. Do so before the append or after it."
                        .formatted(recorder));
    }

    /**
     * Returns the exception for work that gives another identity to the log whose transaction it
     * was lent.
     */
    public static IllegalStateException nestedAdoption(Recorder recorder) {
        return new IllegalStateException(
                "The work of an append to %s tried to make it another log. Do so before the first append."
                        .formatted(recorder));
    }

    /**
     * Returns the exception for work that waits for what only another append to its recorder can
     * bring about, while that one waits for the work.
     */
    public static IllegalStateException nestedAwait(Recorder recorder) {
        return new IllegalStateException(
                "The work of an append to %s waited for a tracking there, which no other append can move meanwhile. Wait before the append or after it."
                        .formatted(recorder));
    }

    private record Lent(Map<Class<?>, ?> handles) implements Transaction {
        @Override
        public <T> T as(Class<T> handle) {
            Object found = handles.get(handle);
            if (found == null) {
                throw new IllegalArgumentException(
                        "This recorder's transaction cannot be used as %s, only as %s."
                                .formatted(
                                        handle.getName(),
                                        handles.keySet().stream()
                                                .map(Class::getName)
                                                .collect(Collectors.joining(" or "))));
            }
            return handle.cast(found);
        }
    }
}
