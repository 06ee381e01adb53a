package org.annals.benchmarks;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/**
 * Clock and processor time at a moment. Immutable.
 *
 * @param cpuNanos of all threads of this process, those of the virtual machine included
 * @param serverCpuNanos of a server; NaN if not known
 */
record Reading(long nanos, long cpuNanos, double serverCpuNanos) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static Reading now(ServerCpu server) {
        return new Reading(System.nanoTime(), SYSTEM.getProcessCpuTime(), server.nanos());
    }

    /** Returns what was done since then. */
    Sample until(Reading end, long operations, Latencies latencies) {
        return new Sample(
                operations,
                end.nanos - nanos,
                end.cpuNanos - cpuNanos,
                end.serverCpuNanos - serverCpuNanos,
                latencies);
    }
}
