package org.annals.application;

import org.annals.domain.EventSourcingException;
import org.annals.domain.Snapshot;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.EventStore;
import org.annals.persistence.SnapshotStore;
import org.annals.persistence.UnreadableSnapshotException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Rebuilds objects: from their newest snapshot, if there is one that can be used, and the events
 * after it. May be shared between threads.
 */
final class Loader {
    private final EventStore events;
    private final @Nullable SnapshotStore snapshots;
    private final Reports reports;
    private final LongSupplier nanoTime;

    /**
     * @param snapshots null if none are kept
     * @param nanoTime a clock that only goes forward
     */
    Loader(
            EventStore events,
            @Nullable SnapshotStore snapshots,
            Reports reports,
            LongSupplier nanoTime) {
        this.events = events;
        this.snapshots = snapshots;
        this.reports = reports;
        this.nanoTime = nanoTime;
    }

    /** Returns an object as it was at a version at most, if it had any event. */
    <O> Optional<Loaded<O>> load(Folding<O> folding, String id, long upTo) {
        return load(folding, id, upTo, step -> {});
    }

    /**
     * Returns an object likewise.
     *
     * @param seen is given each step after the snapshot
     */
    <O> Optional<Loaded<O>> load(
            Folding<O> folding, String id, long upTo, Consumer<? super Step> seen) {
        var loading = new Loading<>(folding, id);
        loading.restore(upTo);
        loading.goOn(upTo, seen);
        return loading.loaded();
    }

    /**
     * Returns an object after all that was recorded of it since.
     *
     * @param seen is given each step
     */
    <O> O goOn(Folding<O> folding, String id, O object, Consumer<? super Step> seen) {
        O last = object;
        var steps = steps(AggregateSelection.of(id).after(folding.version(object))).iterator();
        while (steps.hasNext()) {
            Step step = steps.next();
            last = folding.after(last, step);
            seen.accept(step);
        }
        return last;
    }

    private Stream<Step> steps(AggregateSelection selection) {
        return events.recorder()
                .readAggregate(selection)
                .map(stored -> Step.of(stored, events.mapper()));
    }

    /** One object being rebuilt. */
    private final class Loading<O> {
        private final Folding<O> folding;
        private final String id;
        private @Nullable O object;
        private long from;
        private long folded;
        private @Nullable Instant createdOn;
        private @Nullable Instant start;
        private @Nullable Instant modifiedOn;
        private Duration cost = Duration.ZERO;
        private boolean damaged;

        Loading(Folding<O> folding, String id) {
            this.folding = folding;
            this.id = id;
        }

        void restore(long upTo) {
            Class<?> stateClass = folding.stateClass();
            if (snapshots == null || stateClass == null) {
                return;
            }
            try {
                Optional<? extends Snapshot<?>> found = snapshots.find(stateClass, id, upTo);
                if (found.isPresent()) {
                    Snapshot<?> snapshot = found.get();
                    object = folding.restored(snapshot);
                    from = snapshot.version();
                    createdOn = snapshot.createdOn();
                    start = snapshot.modifiedOn();
                    modifiedOn = snapshot.modifiedOn();
                }
            } catch (RuntimeException | Error e) {
                // The events tell the same. A recorder that fails says nothing of the snapshot.
                damaged =
                        e instanceof UnreadableSnapshotException
                                || !(e instanceof EventSourcingException);
                reports.snapshotFailed(id, stateClass, e);
            }
        }

        void goOn(long upTo, Consumer<? super Step> seen) {
            long begun = nanoTime.getAsLong();
            var steps = steps(AggregateSelection.of(id).after(from).upTo(upTo)).iterator();
            while (steps.hasNext()) {
                Step step = steps.next();
                object = folding.onward(object, step);
                seen.accept(step);
                folded++;
                if (createdOn == null) {
                    createdOn = step.timestamp();
                    start = createdOn;
                }
                modifiedOn = step.timestamp();
            }
            cost = Duration.ofNanos(nanoTime.getAsLong() - begun);
        }

        Optional<Loaded<O>> loaded() {
            if (object == null || createdOn == null || start == null || modifiedOn == null) {
                return Optional.empty();
            }
            reports.folded(id, folded);
            return Optional.of(
                    new Loaded<>(
                            folding, object, from, createdOn, start, modifiedOn, cost, damaged));
        }
    }
}
