package org.annals.application;

import org.annals.domain.Recording;

import java.util.List;

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
}
