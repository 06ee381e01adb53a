package org.annals.persistence;

import java.time.Duration;
import java.util.Optional;

/**
 * Lets one of several competitors at a time follow an upstream log.
 *
 * <p>A lease that is taken begins a new epoch, one above any that was recorded for the upstream by
 * then. From that moment a tracking under an older one is refused with {@link
 * TrackingConflictException}, even before anything is tracked under the new one: so an owner that
 * was paused cannot write when it comes back, however long it believes in its lease. A follower
 * without a lease tracks under epoch 0, until one is taken.
 *
 * <p>Time is the database's, and decides nothing but when another may take a lease. No correctness
 * depends on it.
 *
 * <p>Instances may be shared between threads. Every method throws {@link RecorderClosedException}
 * after {@link #close()}, {@link RecorderUnavailableException} while the database cannot be
 * reached, and {@link IllegalArgumentException} for names that no lease can have. Those that write
 * also throw {@link OutcomeUnknownException} if the reply was lost, and may be called again; and
 * {@link IllegalStateException} if they are called by the work of an append to this recorder.
 * Interrupts are heeded as by {@link AggregateRecorder}.
 */
public interface LeaseRecorder extends AutoCloseable {
    /**
     * Takes a lease if nobody has it or its time is over, or prolongs the one that this owner has.
     * Prolonging keeps the epoch. Of competitors at the same moment one gets it.
     *
     * @param duration from now, 1 ms to a day
     * @return the lease, or empty if another owner has it
     * @throws IllegalArgumentException also if the duration is another one
     * @throws IllegalStateException also if the upstream's epoch is the last there is
     */
    Optional<Lease> acquireLease(String upstream, String owner, Duration duration);

    /**
     * Ends a lease now, so that another owner can take it at once. The epoch stays, and whatever is
     * tracked under it is accepted until the next one begins.
     *
     * @return whether it was still the owner's
     */
    boolean releaseLease(Lease lease);

    /** Returns the lease that an owner has now, if any: for operators. */
    Optional<Lease> findLease(String upstream);

    /** Ends waiting calls and frees what the recorder holds. A second call does nothing. */
    @Override
    void close();
}
