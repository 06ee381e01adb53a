package org.annals.recording;

import org.annals.domain.EventSourcingException;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderUnavailableException;

/**
 * What the writer's thread has to throw, as a caller gets it: an exception of its own, with the
 * frames of its own thread, so that a report leads to the append that failed. For the caller's
 * thread.
 */
final class CallersOwn {
    private CallersOwn() {}

    /** Returns the refusal of one request. */
    static RuntimeException refusal(RuntimeException reason) {
        if (reason instanceof EventSourcingException
                || reason instanceof IllegalArgumentException) {
            reason.fillInStackTrace();
        }
        return reason;
    }

    /**
     * Returns a failure that concerns every request of a batch: with the same type, message and
     * cause. One of a type that is not foreseen is the same object for all.
     */
    static RuntimeException failure(RuntimeException shared) {
        return switch (shared) {
            case RecorderUnavailableException failure ->
                    withSuppressed(
                            failure,
                            new RecorderUnavailableException(
                                    String.valueOf(failure.getMessage()), failure.getCause()));
            case OutcomeUnknownException failure ->
                    withSuppressed(failure, new OutcomeUnknownException(failure));
            default -> shared;
        };
    }

    private static RuntimeException withSuppressed(RuntimeException shared, RuntimeException own) {
        for (Throwable suppressed : shared.getSuppressed()) {
            own.addSuppressed(suppressed);
        }
        return own;
    }
}
