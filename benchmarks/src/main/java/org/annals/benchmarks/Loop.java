package org.annals.benchmarks;

/** Work that is done over and over by the running thread. */
@FunctionalInterface
interface Loop {
    /** Does some of it, and returns how many operations that was. */
    long step() throws Exception;

    /** Does it until the time is over, and once at least. */
    default Sample measure(Stopwatch watch) throws Exception {
        long operations = 0;
        Reading begin = watch.read();
        do {
            operations += step();
        } while (System.nanoTime() - begin.nanos() < watch.length().toNanos());
        return begin.until(watch.read(), operations, new Latencies());
    }
}
