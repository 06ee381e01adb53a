package org.annals.benchmarks;

/** The processor time of those who work for this process in others. May be shared by threads. */
@FunctionalInterface
interface ServerCpu {
    /** Returns the nanoseconds used so far, or NaN if they are not known. */
    double nanos();

    /** Returns that of nobody: everything is done in this process. */
    static ServerCpu nobody() {
        return () -> 0;
    }
}
