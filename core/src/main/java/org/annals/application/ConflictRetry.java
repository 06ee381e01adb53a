package org.annals.application;

import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.VersionConflictException;
import org.annals.recording.Backoff;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Repeats a decision that lost against another, a bounded number of times. Immutable.
 *
 * {@snippet class="org.annals.application.ConflictRetryTest" region="retry"}
 *
 * <p>Only {@link VersionConflictException} and {@link AppendConditionFailedException} are repeated,
 * after a short random pause; any other exception passes through at once.
 *
 * @param attempts the bound, 1 or more
 */
public record ConflictRetry(int attempts) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    /**
     * @throws IllegalArgumentException if the bound is below 1
     */
    public ConflictRetry {
        if (attempts < 1) {
            throw new IllegalArgumentException(
                    "%d attempts are impossible: give a bound of at least 1.".formatted(attempts));
        }
    }

    /**
     * Runs code that reads, decides and saves, anew after each conflict, and returns what it
     * returns.
     *
     * @param decision given the number of the attempt, from 1
     * @throws VersionConflictException if the last attempt conflicts
     * @throws AppendConditionFailedException if the last attempt conflicts
     */
    public <T> T run(IntFunction<T> decision) {
        return run(decision, conflict -> false);
    }

    /**
     * Runs code likewise.
     *
     * @param lasting whether a conflict will be there however often it is decided anew
     */
    <T> T run(IntFunction<T> decision, Predicate<AppendConditionFailedException> lasting) {
        var pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        for (int attempt = 1; ; attempt++) {
            try {
                return decision.apply(attempt);
            } catch (VersionConflictException | AppendConditionFailedException e) {
                boolean lasts =
                        e instanceof AppendConditionFailedException failed && lasting.test(failed);
                if (lasts || attempt == attempts || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(this, pauses.nextNanos());
            }
        }
    }
}
