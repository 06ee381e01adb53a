package org.annals.persistence;

import org.annals.domain.Text;

/**
 * The right to follow an upstream log for a while. It is told by its epoch: whoever tracks under it
 * is refused once a later one has begun. Immutable.
 *
 * @param upstream the name of the log that is followed
 * @param owner who has it: a text that no competitor uses
 * @param epoch the number of the lease, 1 or more
 */
public record Lease(String upstream, String owner, long epoch) {
    /**
     * @throws IllegalArgumentException if a name is blank or cannot be stored, or the epoch is
     *     below 1
     */
    public Lease {
        Tracking.requireUpstream(upstream);
        requireOwner(owner);
        if (epoch < 1) {
            throw new IllegalArgumentException(
                    "Epoch %d of upstream '%s' cannot be a lease's: leases begin with 1."
                            .formatted(epoch, upstream));
        }
    }

    /**
     * Returns the lease that begins the epoch after another one.
     *
     * @param epoch the newest that is recorded for the upstream, 0 if there is none
     * @throws IllegalStateException if there is no epoch after it
     */
    public static Lease after(long epoch, String upstream, String owner) {
        if (epoch == Long.MAX_VALUE) {
            throw new IllegalStateException(
                    "Upstream '%s' is followed under epoch %d, after which there is none. Follow it under another name."
                            .formatted(upstream, epoch));
        }
        return new Lease(upstream, owner, epoch + 1);
    }

    static void requireOwner(String owner) {
        Text.requireStorable(owner, "owner of a lease");
        if (owner.isBlank()) {
            throw new IllegalArgumentException("The owner of a lease is blank.");
        }
    }
}
