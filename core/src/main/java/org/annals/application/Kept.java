package org.annals.application;

import org.annals.domain.Snapshot;
import org.annals.persistence.Transcoder;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a cache has of one object: enough to make any number of it, none of which shares anything
 * with another that could be changed. Immutable.
 *
 * @param <O> the object
 */
sealed interface Kept<O> {
    long version();

    /** Returns an object that is the caller's own. */
    O copy();

    /**
     * Returns what is to be kept after some steps more.
     *
     * @param steps all of them, if {@link #hasSteps} says so
     * @param changed the object after them, which is the caller's
     */
    Kept<O> after(List<Step> steps, O changed);

    /**
     * Returns what is to be kept of an object that was loaded.
     *
     * @param steps all that led to it, if {@link #hasSteps} says so
     */
    static <O> Kept<O> of(Loaded<O> loaded, List<Step> steps, Transcoder transcoder) {
        Folding<O> folding = loaded.folding();
        if (hasSteps(folding)) {
            return new Past<>(folding, List.copyOf(steps));
        }
        Class<?> stateClass = folding.stateClass();
        return stateClass == null || !folding.isMutable()
                ? new Value<>(folding, loaded.object())
                : State.of(folding, loaded.object(), stateClass, transcoder);
    }

    /** Returns whether all that led to an object is kept of it, as it has no state to be kept. */
    static boolean hasSteps(Folding<?> folding) {
        return folding.isMutable() && folding.stateClass() == null;
    }

    /** An object that nobody can change. */
    record Value<O>(Folding<O> folding, O value) implements Kept<O> {
        @Override
        public long version() {
            return folding.version(value);
        }

        @Override
        public O copy() {
            return value;
        }

        @Override
        public Kept<O> after(List<Step> steps, O changed) {
            return new Value<>(folding, changed);
        }
    }

    /** All that happened to it: events are values. */
    record Past<O>(Folding<O> folding, List<Step> steps) implements Kept<O> {
        @Override
        public long version() {
            return steps.getLast().origin().version();
        }

        @Override
        public O copy() {
            O object = folding.begun(steps.getFirst());
            for (Step each : steps.subList(1, steps.size())) {
                object = folding.after(object, each);
            }
            return object;
        }

        @Override
        public Kept<O> after(List<Step> more, O changed) {
            List<Step> all = new ArrayList<>(steps.size() + more.size());
            all.addAll(steps);
            all.addAll(more);
            return new Past<>(folding, List.copyOf(all));
        }
    }

    /**
     * Its state, encoded: a user's value may have parts that can be changed, and share them with
     * the object that it was taken from and with the one that is made of it.
     */
    record State<O>(
            Folding<O> folding,
            Snapshot<byte[]> encoded,
            Class<?> stateClass,
            Transcoder transcoder)
            implements Kept<O> {
        static <O> Kept<O> of(
                Folding<O> folding, O object, Class<?> stateClass, Transcoder transcoder) {
            // Only what can be changed is kept so, and that knows its times.
            Snapshot<?> state = folding.snapshot(object, Instant.EPOCH, Instant.EPOCH);
            return new State<>(
                    folding, with(state, transcoder.encode(state.state())), stateClass, transcoder);
        }

        private static <T> Snapshot<T> with(Snapshot<?> snapshot, T state) {
            return new Snapshot<>(
                    snapshot.subject(),
                    snapshot.version(),
                    snapshot.createdOn(),
                    snapshot.modifiedOn(),
                    state);
        }

        @Override
        public long version() {
            return encoded.version();
        }

        @Override
        public O copy() {
            Object state = transcoder.decode(encoded.state(), stateClass);
            return folding.restored(with(encoded, state));
        }

        @Override
        public Kept<O> after(List<Step> steps, O changed) {
            return of(folding, changed, stateClass, transcoder);
        }
    }

    /** Returns what is kept, unless something newer is. */
    static <O> Kept<O> newer(@Nullable Kept<O> one, Kept<O> other) {
        return one != null && one.version() >= other.version() ? one : other;
    }
}
