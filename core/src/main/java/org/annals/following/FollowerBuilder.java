package org.annals.following;

import static java.util.Objects.requireNonNull;

import org.annals.application.NoticeListener;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Set;

/**
 * Makes a {@link Follower}. Unless said otherwise it follows every event, each in a transaction of
 * its own, under the {@linkplain FailurePolicy#defaults() default policy}, and tells the system
 * logger. For one thread.
 */
public final class FollowerBuilder {
    final String name;
    final Upstream upstream;
    final Downstream downstream;
    private @Nullable Set<Class<?>> types;
    private @Nullable Integer batchSize;
    private @Nullable FailurePolicy failures;
    private @Nullable NoticeListener listener;

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

    /**
     * Processes so many events in a transaction, if there are as many.
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

    /** Returns the follower, which does nothing yet. */
    public Follower build() {
        return new Follower(this);
    }

    Set<Class<?>> types() {
        return types == null ? Set.of() : types;
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

    private void requireUnset(@Nullable Object value, String what) {
        if (value != null) {
            throw new IllegalStateException(
                    "The follower '%s' has its %s already: %s.".formatted(name, what, value));
        }
    }
}
