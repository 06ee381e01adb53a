package org.annals.benchmarks;

import java.time.Duration;

/** Work that is done over and over by the running thread. */
@FunctionalInterface
interface Loop {
    /** Does some of it, and returns how many operations that was. */
    long step() throws Exception;

    /** Does it until the time is over, and once at least. */
    default Sample measure(Duration length) throws Exception {
        long operations = 0;
        Reading begin = Reading.now();
        do {
            operations += step();
        } while (System.nanoTime() - begin.nanos() < length.toNanos());
        return begin.until(Reading.now(), operations, new Latencies());
    }
}
