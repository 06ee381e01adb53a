package org.annals.system;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a follower has done in one {@linkplain Runner#sync sync}, or would find to do. Immutable.
 *
 * @param follower its name
 * @param upstream the name of the log that it follows
 * @param processed how many events it has processed, those that it has parked among them
 * @param backlog how many events are there that it follows and has not processed; 0 if that cannot
 *     be read, as the failure says then
 * @param failure what kept it from more, null if nothing did
 */
public record SyncReport(
        String follower,
        String upstream,
        long processed,
        long backlog,
        @Nullable Throwable failure) {
    public SyncReport {
        requireNonNull(follower, "follower");
        requireNonNull(upstream, "upstream");
    }

    /**
     * Returns whether nothing is left to do. What is left without a failure is for another process,
     * which has the lease.
     */
    public boolean isDone() {
        return failure == null && backlog == 0;
    }
}
