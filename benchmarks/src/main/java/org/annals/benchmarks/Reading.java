package org.annals.benchmarks;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/**
 * Clock and processor time of this process at a moment. Immutable.
 *
 * @param cpuNanos of all threads, those of the virtual machine included
 */
record Reading(long nanos, long cpuNanos) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static Reading now() {
        return new Reading(System.nanoTime(), SYSTEM.getProcessCpuTime());
    }

    /** Returns what was done since then. */
    Sample until(Reading end, long operations, Latencies latencies) {
        return new Sample(operations, end.nanos - nanos, end.cpuNanos - cpuNanos, latencies);
    }
}
