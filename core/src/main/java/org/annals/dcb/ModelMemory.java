package org.annals.dcb;

import org.annals.domain.Recording;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of decision models, so that not all of their events are read each time: in a
 * cache, say, or in snapshots. Whatever it remembers, models are always read on to the head of the
 * log. Implementations may be shared between threads.
 */
public interface ModelMemory {
    /** Returns a memory that remembers nothing. */
    static ModelMemory none() {
        return new ModelMemory() {
            @Override
            public <M> Optional<M> recall(ModelKey<M> key) {
                return Optional.empty();
            }

            @Override
            public <M> void readOn(ModelKey<M> key, M model, Progress progress) {
                // Nothing is remembered.
            }
        };
    }

    /** Returns a model that is the caller's own, as it is remembered, if it is. */
    <M> Optional<M> recall(ModelKey<M> key);

    /**
     * Takes note that a model was read on.
     *
     * @param model as it is now: it is the caller's, and may be changed as soon as this returns
     * @param progress how it came there from what was recalled, or from nothing
     */
    <M> void readOn(ModelKey<M> key, M model, Progress progress);

    /**
     * How a model was read on. Immutable.
     *
     * @param from the position that it had, 0 if it was not recalled
     * @param since the time of its last event then, or of the first one read if there was none
     * @param events those that were read, in order; at least one
     * @param cost how long it took to read and fold them, with those of others that were read at
     *     once
     */
    record Progress(long from, Instant since, List<Recording> events, Duration cost) {
        /** Copies the list. */
        public Progress {
            events = List.copyOf(events);
        }
    }
}
