package org.annals.application;

import org.annals.encryption.SubjectErasedException;
import org.annals.encryption.SubjectKeysUnavailableException;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.recording.Backoff;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Repeats a save whose reply was lost, a bounded number of times: the same events with the same
 * ids, so that they are recorded once however often they are sent.
 */
final class LostReplies {
    private static final int REPEATS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private LostReplies() {}

    /**
     * Returns what the save returns.
     *
     * @throws OutcomeUnknownException if the last reply is lost too
     */
    static <T> T repeated(Supplier<T> save) {
        try {
            return save.get();
        } catch (OutcomeUnknownException unknown) {
            return repeated(save, unknown);
        }
    }

    private static <T> T repeated(Supplier<T> save, OutcomeUnknownException unknown) {
        var pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        for (int repeat = 1; repeat <= REPEATS; repeat++) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            LockSupport.parkNanos(LostReplies.class, pauses.nextNanos());
            try {
                return save.get();
            } catch (OutcomeUnknownException
                    | RecorderUnavailableException
                    | RecorderClosedException
                    | SubjectKeysUnavailableException
                    | SubjectErasedException again) {
                // That the repeat was not written says nothing about the first time.
                unknown.addSuppressed(again);
            }
        }
        throw unknown;
    }
}
