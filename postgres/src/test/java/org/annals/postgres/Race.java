package org.annals.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

/** Threads that meet at a barrier as often as they want, and are waited for with a deadline. */
final class Race {
    private Race() {}

    /** What each thread does. */
    @FunctionalInterface
    interface Lane<T> {
        T run(int lane, CyclicBarrier barrier) throws Exception;
    }

    /** Runs so many threads and returns their results by lane; throws what one of them threw. */
    static <T> List<T> run(int size, Lane<T> lane) throws Exception {
        var barrier = new CyclicBarrier(size);
        List<Background<T>> running = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int number = i;
            running.add(
                    Background.start(
                            () -> {
                                try {
                                    return lane.run(number, barrier);
                                } catch (Exception | Error e) {
                                    // Nobody waits for one who will not come.
                                    barrier.reset();
                                    throw e;
                                }
                            }));
        }
        List<T> results = new ArrayList<>();
        for (var each : running) {
            results.add(each.result());
        }
        return results;
    }
}
