package org.annals.projection;

import static java.util.Objects.requireNonNull;

import org.annals.application.NoticeListener;
import org.annals.following.FailurePolicy;
import org.annals.following.Partitions;
import org.annals.following.Upstream;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Opens a {@link ProjectionRunner}. Unless said otherwise up to 100 events are processed in a
 * transaction, under the {@linkplain FailurePolicy#defaults() default policy}; an edition goes live
 * when it has caught up; and the system logger is told. For one thread.
 *
 * @param <V> the view
 */
public final class ProjectionRunnerBuilder<V> {
    private static final int BATCH_SIZE = 100;
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration STALLS_AFTER = Duration.ofSeconds(30);

    final Upstream upstream;
    final Projection<V> projection;
    final ViewStore views;
    private @Nullable Integer batchSize;
    private @Nullable FailurePolicy failures;
    private @Nullable NoticeListener listener;
    private @Nullable Duration lease;
    private @Nullable Duration stallsAfter;
    private @Nullable Partitions partitions;
    private boolean isLiveByHand;

    ProjectionRunnerBuilder(Upstream upstream, Projection<V> projection, ViewStore views) {
        this.upstream = requireNonNull(upstream, "upstream");
        this.projection = projection.requireHandlers();
        this.views = requireNonNull(views, "views");
    }

    /**
     * Processes up to so many events in a transaction: as many as are there, it never waits for
     * more.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public ProjectionRunnerBuilder<V> batchSize(int batchSize) {
        requireUnset(this.batchSize, "batch size");
        if (batchSize < 1) {
            throw new IllegalArgumentException(
                    "The batch size is %d, and must be at least 1.".formatted(batchSize));
        }
        this.batchSize = batchSize;
        return this;
    }

    /** Does as is said with events whose handlers throw. */
    public ProjectionRunnerBuilder<V> onFailure(FailurePolicy failures) {
        requireUnset(this.failures, "failure policy");
        this.failures = requireNonNull(failures, "failures");
        return this;
    }

    /** Tells a listener what there is to tell. */
    public ProjectionRunnerBuilder<V> notices(NoticeListener listener) {
        requireUnset(this.listener, "listener");
        this.listener = requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Has the lease for so long at a time, 5 seconds unless said otherwise, where the view is in
     * the database of a recorder: one of several processes keeps it, the others stand by, and take
     * over from one that has died when its lease is over. Partitions are shared among them.
     */
    public ProjectionRunnerBuilder<V> lease(Duration duration) {
        requireUnset(this.lease, "lease");
        this.lease = requireNonNull(duration, "duration");
        return this;
    }

    /**
     * Tells that it has stalled when its handlers have been at an event, or a batch, for so long:
     * 30 seconds unless said otherwise.
     */
    public ProjectionRunnerBuilder<V> stallsAfter(Duration bound) {
        requireUnset(this.stallsAfter, "bound of stalls");
        this.stallsAfter = requireNonNull(bound, "bound");
        return this;
    }

    /**
     * Follows in partitions, each in a thread of its own: several at once change the view, in
     * transactions of their own. An edition goes on in the partitions in which it was begun; raise
     * the version of the projection for others.
     */
    public ProjectionRunnerBuilder<V> partitions(Partitions partitions) {
        requireUnset(this.partitions, "partitions");
        this.partitions = requireNonNull(partitions, "partitions");
        return this;
    }

    /** Lets an edition go live by {@link ProjectionRunner#goLive} alone. */
    public ProjectionRunnerBuilder<V> goingLiveByHand() {
        this.isLiveByHand = true;
        return this;
    }

    /**
     * Opens the runner, and makes the tables of the edition if that was not done before. Nothing is
     * followed yet.
     *
     * @throws org.annals.persistence.RecorderUnavailableException if the view's database cannot be
     *     reached
     * @throws IllegalStateException if this version of the view is written inline
     * @throws org.annals.settings.ConfigurationException if the edition was begun in other
     *     partitions
     * @throws RuntimeException what the projection throws when it creates its tables
     */
    public ProjectionRunner open() {
        return new ProjectionRunner(this);
    }

    int batchSize() {
        return batchSize == null ? BATCH_SIZE : batchSize;
    }

    FailurePolicy failures() {
        return failures == null ? FailurePolicy.defaults() : failures;
    }

    NoticeListener listener() {
        return listener == null ? NoticeListener.toSystemLogger() : listener;
    }

    Duration lease() {
        return lease == null ? LEASE : lease;
    }

    Duration stallsAfter() {
        return stallsAfter == null ? STALLS_AFTER : stallsAfter;
    }

    Partitions partitions() {
        return partitions == null ? Partitions.none() : partitions;
    }

    boolean isLiveByHand() {
        return isLiveByHand;
    }

    private void requireUnset(@Nullable Object value, String what) {
        if (value != null) {
            throw new IllegalStateException(
                    "The runner of '%s' has its %s already: %s."
                            .formatted(projection.name(), what, value));
        }
    }
}
