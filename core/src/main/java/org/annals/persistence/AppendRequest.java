package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.AppendCondition.FailIfMatching;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Everything that one append writes, all or none, and the conditions under which it does. Each part
 * may be empty. Immutable.
 *
 * {@snippet class="org.annals.persistence.RequestsTest" region="request"}
 */
public final class AppendRequest {
    private final List<StoredEvent> events;
    private final List<FailIfMatching> conditions;
    private final @Nullable Tracking tracking;
    private final List<ProcessChange> changes;
    private final @Nullable TransactionWork work;

    private AppendRequest(
            List<StoredEvent> events,
            List<FailIfMatching> conditions,
            @Nullable Tracking tracking,
            List<ProcessChange> changes,
            @Nullable TransactionWork work) {
        this.events = events;
        this.conditions = conditions;
        this.tracking = tracking;
        this.changes = changes;
        this.work = work;
    }

    /**
     * Returns the request to append these events, in this order.
     *
     * @throws IllegalArgumentException if an event id is there twice
     */
    public static AppendRequest of(Collection<StoredEvent> events) {
        Set<UUID> ids = new HashSet<>();
        for (StoredEvent event : events) {
            if (!ids.add(event.id())) {
                throw new IllegalArgumentException(
                        "Event id %s is in one append twice. Give each event an id of its own."
                                .formatted(event.id()));
            }
        }
        return new AppendRequest(List.copyOf(events), List.of(), null, List.of(), null);
    }

    /** Returns this request with one condition more; all of them must hold. */
    public AppendRequest onCondition(AppendCondition condition) {
        return switch (condition) {
            case AppendCondition.None none -> this;
            case FailIfMatching more -> {
                List<FailIfMatching> all = new ArrayList<>(conditions);
                all.add(more);
                yield new AppendRequest(events, List.copyOf(all), tracking, changes, work);
            }
        };
    }

    /**
     * Returns this request with the tracking of what its events follow from.
     *
     * @throws IllegalStateException if it has one already
     */
    public AppendRequest withTracking(Tracking tracking) {
        requireUnset(this.tracking, "tracking");
        return new AppendRequest(
                events, conditions, requireNonNull(tracking, "tracking"), changes, work);
    }

    /**
     * Returns this request with changes of what a process keeps beside its events, which are made
     * in this order.
     *
     * @throws IllegalStateException if it has some already
     */
    public AppendRequest withChanges(List<ProcessChange> changes) {
        requireUnset(this.changes.isEmpty() ? null : this.changes, "changes");
        return new AppendRequest(events, conditions, tracking, List.copyOf(changes), work);
    }

    /** Returns this request with more such changes, made after those it has. */
    public AppendRequest andChanges(List<ProcessChange> more) {
        List<ProcessChange> all = new ArrayList<>(changes);
        all.addAll(more);
        return new AppendRequest(events, conditions, tracking, List.copyOf(all), work);
    }

    /**
     * Returns this request with rows of the user's own.
     *
     * @throws IllegalStateException if it has some already
     */
    public AppendRequest withWork(TransactionWork work) {
        requireUnset(this.work, "work");
        return new AppendRequest(
                events, conditions, tracking, changes, requireNonNull(work, "work"));
    }

    /** Returns this request with more rows of the user's own, written after those it has. */
    public AppendRequest andWork(TransactionWork more) {
        TransactionWork first = work;
        if (first == null) {
            return withWork(more);
        }
        requireNonNull(more, "more");
        return new AppendRequest(
                events,
                conditions,
                tracking,
                changes,
                transaction -> {
                    first.run(transaction);
                    more.run(transaction);
                });
    }

    /** Returns the events, in order. */
    public List<StoredEvent> events() {
        return events;
    }

    /** Returns the conditions that may fail; all must hold. */
    public List<FailIfMatching> conditions() {
        return conditions;
    }

    /** Returns the tracking, if any. */
    public Optional<Tracking> tracking() {
        return Optional.ofNullable(tracking);
    }

    /** Returns the changes of what a process keeps beside its events, in order. */
    public List<ProcessChange> changes() {
        return changes;
    }

    /** Returns the work on rows of the user's own, if any. */
    public Optional<TransactionWork> work() {
        return Optional.ofNullable(work);
    }

    /** Returns whether there is nothing to write and nothing to judge. */
    public boolean isEmpty() {
        return events.isEmpty()
                && conditions.isEmpty()
                && tracking == null
                && changes.isEmpty()
                && work == null;
    }

    private static void requireUnset(@Nullable Object value, String what) {
        if (value != null) {
            throw new IllegalStateException(
                    "The request has its %s already: %s.".formatted(what, value));
        }
    }
}
