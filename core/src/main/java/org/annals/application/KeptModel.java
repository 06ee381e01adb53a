package org.annals.application;

import org.annals.dcb.ModelKey;
import org.annals.dcb.ModelMemory.Progress;
import org.annals.domain.Recording;
import org.annals.domain.Snapshot;
import org.annals.persistence.Transcoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a cache has of one decision model: enough to make any number of it, none of which shares
 * anything with another that could be changed. Immutable.
 *
 * @param <M> the model
 */
sealed interface KeptModel<M> {
    /** Returns the position up to which it was read. */
    long position();

    /** Returns a model that is the caller's own. */
    M copy();

    /**
     * Returns what is to be kept of a model that was read on; nothing if that cannot be told.
     *
     * @param before what is kept of it so far
     */
    static <M> Optional<KeptModel<M>> of(
            ModelKey<M> key,
            M model,
            Progress progress,
            Optional<KeptModel<M>> before,
            Transcoder transcoder) {
        if (!key.isMutable()) {
            return Optional.of(new Value<>(key.position(model), model));
        }
        if (key.stateClass() != null) {
            Snapshot<?> state = key.snapshot(model);
            return Optional.of(
                    new State<>(
                            key,
                            with(state, transcoder.encode(state.state())),
                            state.state().getClass(),
                            transcoder));
        }
        return Past.of(key, model, progress, before);
    }

    /** Returns a snapshot with another state. */
    static <T> Snapshot<T> with(Snapshot<?> snapshot, T state) {
        return new Snapshot<>(
                snapshot.subject(),
                snapshot.version(),
                snapshot.createdOn(),
                snapshot.modifiedOn(),
                state);
    }

    /** A model that nobody can change. */
    record Value<M>(long position, M model) implements KeptModel<M> {
        @Override
        public M copy() {
            return model;
        }
    }

    /** Its state, encoded: a value of the user's may have parts that can be changed. */
    record State<M>(
            ModelKey<M> key, Snapshot<byte[]> encoded, Class<?> stateClass, Transcoder transcoder)
            implements KeptModel<M> {
        @Override
        public long position() {
            return encoded.version();
        }

        @Override
        public M copy() {
            return key.restored(with(encoded, transcoder.decode(encoded.state(), stateClass)));
        }
    }

    /** All its events: they are values. */
    record Past<M>(ModelKey<M> key, List<Recording> events, long position) implements KeptModel<M> {
        static <M> Optional<KeptModel<M>> of(
                ModelKey<M> key, M model, Progress progress, Optional<KeptModel<M>> before) {
            List<Recording> all = new ArrayList<>();
            if (progress.from() > 0) {
                if (before.isEmpty()
                        || !(before.get() instanceof Past<M> past)
                        || past.position() != progress.from()) {
                    return Optional.empty();
                }
                all.addAll(past.events());
            }
            all.addAll(progress.events());
            return Optional.of(new Past<>(key, List.copyOf(all), key.position(model)));
        }

        @Override
        public M copy() {
            return key.replayed(events, position);
        }
    }
}
