package org.annals.persistence;

import org.annals.domain.Text;

import java.util.List;

/**
 * Keeps events that a follower could not process, and those behind them, to be looked at and tried
 * again. In a {@link Recorder} they are parked and unparked by the {@linkplain ProcessChange
 * changes} of an append.
 *
 * <p>Instances may be shared between threads. Every method throws {@link RecorderClosedException}
 * once its recorder is closed, {@link RecorderUnavailableException} while the database cannot be
 * reached, and {@link IllegalArgumentException} for names that nothing parked can have.
 */
public interface ParkingRecorder {
    /**
     * Returns the parked events of an upstream log, in the order of their positions.
     *
     * @param after the position after which to begin, 0 or more
     * @param limit how many at most, 1 or more
     */
    List<ParkedEvent> readParked(String upstream, long after, int limit);

    /** Returns each key of which an event is parked once, sorted as {@link Text#compare} does. */
    List<String> parkedKeys(String upstream);

    /** Returns whether an event of a key is parked, so that later ones must be parked behind it. */
    boolean isParked(String upstream, String key);

    /** Returns how many events of an upstream log are parked. */
    long countParked(String upstream);
}
