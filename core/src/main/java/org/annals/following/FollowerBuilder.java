package org.annals.following;

import static java.util.Objects.requireNonNull;

import org.annals.application.NoticeListener;
import org.annals.dcb.Boundary;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/**
 * Makes a {@link Follower}. Unless said otherwise it follows every event, each in a transaction of
 * its own, under the {@linkplain FailurePolicy#defaults() default policy}, and tells the system
 * logger. For one thread.
 */
public final class FollowerBuilder {
    private static final Duration STALLS_AFTER = Duration.ofSeconds(30);

    final String name;
    final Upstream upstream;
    final Downstream downstream;
    private @Nullable Set<Class<?>> types;
    private @Nullable Boundary within;
    private @Nullable Integer batchSize;
    private @Nullable FailurePolicy failures;
    private @Nullable NoticeListener listener;
    private @Nullable Members members;
    private @Nullable Partition partition;
    private @Nullable Duration stallsAfter;

    FollowerBuilder(String name, Upstream upstream, Downstream downstream) {
        this.name = requireNonNull(name, "name");
        this.upstream = requireNonNull(upstream, "upstream");
        this.downstream = requireNonNull(downstream, "downstream");
    }

    /** Follows the events of these classes alone; of none, all events. */
    public FollowerBuilder types(Collection<Class<?>> types) {
        requireUnset(this.types, "types");
        this.types = Set.copyOf(types);
        return this;
    }

    /** Follows only events within a boundary, and of these those of the types. */
    public FollowerBuilder within(Boundary within) {
        requireUnset(this.within, "boundary");
        this.within = requireNonNull(within, "within");
        return this;
    }

    /**
     * Processes so many events in a transaction, if there are as many. Where the downstream is a
     * {@link RecordedDownstream} this needs a {@linkplain #lease lease}: its recorder refuses a
     * place that is recorded, and not one that lies behind some of the batch.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public FollowerBuilder batchSize(int batchSize) {
        requireUnset(this.batchSize, "batch size");
        if (batchSize < 1) {
            throw new IllegalArgumentException(
                    "The batch size is %d, and must be at least 1.".formatted(batchSize));
        }
        this.batchSize = batchSize;
        return this;
    }

    /** Does as is said with events that cannot be processed. */
    public FollowerBuilder onFailure(FailurePolicy failures) {
        requireUnset(this.failures, "failure policy");
        this.failures = requireNonNull(failures, "failures");
        return this;
    }

    /** Tells a listener what there is to tell. */
    public FollowerBuilder notices(NoticeListener listener) {
        requireUnset(this.listener, "listener");
        this.listener = requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Follows only while it has the lease, which others can take once it was not prolonged for so
     * long. It is prolonged three times as often.
     *
     * @throws IllegalStateException if the downstream is no {@link RecordedDownstream}
     * @throws IllegalArgumentException if it is below a millisecond
     */
    public FollowerBuilder lease(Duration duration) {
        return lease(Members.of(name, recorded().recorder(), duration));
    }

    /**
     * Has such a lease, and leaves it to another process where it is for that one: followers of a
     * group are shared among the processes that run them.
     *
     * @param members of the group, whose followers are built in the same order in every process
     */
    public FollowerBuilder lease(Members members) {
        requireUnset(this.members, "lease");
        this.members = requireNonNull(members, "members");
        return this;
    }

    /**
     * Follows only the events of one partition, with a place of its own.
     *
     * @param number from 1
     * @throws IllegalArgumentException if there is no partition of that number
     */
    public FollowerBuilder partition(int number, Partitions partitions) {
        requireUnset(this.partition, "partition");
        this.partition = new Partition(partitions, number);
        return this;
    }

    /**
     * Counts as stalled, which its status shows and a {@link StallWatch} tells, when it has been
     * processing an event, or a batch, for so long: 30 seconds unless said otherwise.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public FollowerBuilder stallsAfter(Duration bound) {
        requireUnset(this.stallsAfter, "bound of stalls");
        if (!bound.isPositive()) {
            throw new IllegalArgumentException(
                    "A follower cannot stall after %s: say a time above 0.".formatted(bound));
        }
        this.stallsAfter = bound;
        return this;
    }

    /**
     * Returns the follower, which does nothing yet.
     *
     * @throws IllegalStateException if it is to park events and its downstream is no {@link
     *     ParkingDownstream}, or is to have a lease and that is no {@link RecordedDownstream}; or
     *     is one, and there are to be batches without a lease
     * @throws IllegalArgumentException if no event of its types is within its boundary
     */
    public Follower build() {
        if (batchSize() > 1 && members == null && downstream instanceof RecordedDownstream) {
            throw new IllegalStateException(
                    "The follower '%s' is to process batches of %d events, and has no lease: a competitor could process some of them too. Give it a lease, or batches of 1."
                            .formatted(name, batchSize()));
        }
        return new Follower(this);
    }

    Set<Class<?>> types() {
        return types == null ? Set.of() : types;
    }

    Boundary within() {
        return within == null ? Boundary.everything() : within;
    }

    int batchSize() {
        return batchSize == null ? 1 : batchSize;
    }

    FailurePolicy failures() {
        return failures == null ? FailurePolicy.defaults() : failures;
    }

    NoticeListener listener() {
        return listener == null ? NoticeListener.toSystemLogger() : listener;
    }

    Duration stallsAfter() {
        return stallsAfter == null ? STALLS_AFTER : stallsAfter;
    }

    Partition partition() {
        return partition == null ? Partition.WHOLE : partition;
    }

    Division division() {
        return new Division(upstream, downstream, partition());
    }

    @Nullable Parking parking() {
        return failures().atLast() == FailurePolicy.AtLast.PARK
                ? new Parking(division().name(), parkable(), failures().sequence())
                : null;
    }

    private ParkingDownstream parkable() {
        if (downstream instanceof ParkingDownstream parkable) {
            return parkable;
        }
        throw new IllegalStateException(
                "The follower '%s' is to park events, and has a downstream that cannot keep them. Use one that is a ParkingDownstream, as every RecordedDownstream is."
                        .formatted(name));
    }

    @Nullable Leasing leasing() {
        return members == null ? null : new Leasing(division().name(), recorded(), members);
    }

    private RecordedDownstream recorded() {
        if (downstream instanceof RecordedDownstream recorded) {
            return recorded;
        }
        throw new IllegalStateException(
                "The follower '%s' has a downstream without a recorder, and leases are kept by recorders. Use one that is a RecordedDownstream."
                        .formatted(name));
    }

    private void requireUnset(@Nullable Object value, String what) {
        if (value != null) {
            throw new IllegalStateException(
                    "The follower '%s' has its %s already: %s.".formatted(name, what, value));
        }
    }
}
