package org.annals.persistence;

import java.util.List;

/**
 * A recorder that can keep a hash beside each event, which says what the event and all before it
 * were when they were recorded.
 *
 * <p>Whether a log is chained is decided when it is created, and stays so. The hashes are those of
 * {@code org.annals.integrity.HashChain}, written in the transaction of their events.
 */
public interface ChainedRecorder extends LogRecorder {
    /** Returns whether this log keeps hashes. */
    boolean isChained();

    /**
     * Returns what is kept above a position, in rising order of position, none if there is nothing.
     * Nothing is left out: neither what has a position that was never given, nor what is no event.
     * A page may be shorter than the limit although more is to come, for it is bounded in bytes
     * too, but then it is not empty.
     *
     * @param after any number: what stands below 1 is not as it was recorded
     * @throws IllegalArgumentException if the limit is below 1
     */
    List<ChainedEvent> readChain(long after, int limit);
}
