package org.annals.examples.selftest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long each writer was told nothing. May be shared between threads. */
final class Silences {
    private final AtomicLongArray last = new AtomicLongArray(Hunt.LANES);

    /** Begins to count. */
    void begin() {
        for (int lane = 0; lane < Hunt.LANES; lane++) {
            heard(lane);
        }
    }

    /** A writer was told something. */
    void heard(int lane) {
        last.set(lane, System.nanoTime());
    }

    /**
     * Returns the writers who were told nothing for a time.
     *
     * @param ofServer how long the server has said nothing either, for which the time does not run
     */
    List<Integer> of(Duration time, Duration ofServer) {
        if (ofServer.compareTo(Patience.AWAY) > 0) {
            begin();
        }
        List<Integer> silent = new ArrayList<>();
        for (int lane = 0; lane < Hunt.LANES; lane++) {
            if (System.nanoTime() - last.get(lane) > time.toNanos()) {
                silent.add(lane);
            }
        }
        return silent;
    }
}
