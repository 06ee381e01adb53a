package org.annals.application;

import org.annals.domain.Recording;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a command led to. Immutable, if the state is.
 *
 * @param state the state after the command
 * @param recordings what was recorded, in order; empty if the command decided on nothing
 * @param attempts how often it was decided: more than 1 after conflicts
 */
public record Executed<S>(S state, List<Recording> recordings, int attempts) {
    /** Copies the list. */
    public Executed {
        recordings = List.copyOf(recordings);
    }

    /** Returns the position of the last event that was recorded, if any was. */
    public OptionalLong position() {
        return recordings.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(recordings.getLast().position());
    }
}
