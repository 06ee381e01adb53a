package org.annals.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The processes of a PostgreSQL server on this machine, as Linux tells of them below {@code /proc}.
 * Immutable.
 *
 * @param postmaster that starts all others; 0 if they are not known
 */
record ServerProcesses(long postmaster) implements ServerCpu {
    private static final long NONE = 0;
    private static final int ATTEMPTS = 20;
    private static final double NANOS_PER_TICK = 1e7;
    // Counted behind the name, which may have blanks itself.
    private static final int ENDED_USER_TICKS = 13;
    private static final int ENDED_SYSTEM_TICKS = 14;

    /** Returns those of a server elsewhere, of which nothing is known. */
    static ServerProcesses elsewhere() {
        return new ServerProcesses(NONE);
    }

    /** Returns those of the server that one of its processes serves a connection for. */
    static ServerProcesses of(long backend) {
        return new ServerProcesses(
                ProcessHandle.of(backend)
                        .flatMap(ProcessHandle::parent)
                        .map(ProcessHandle::pid)
                        .orElse(NONE));
    }

    @Override
    public double nanos() {
        double nanos = Double.NaN;
        for (int i = 0; i < ATTEMPTS && Double.isNaN(nanos); i++) {
            nanos = attempt();
        }
        return nanos;
    }

    private double attempt() {
        try {
            double ended = ofEnded();
            double running = ofRunning();
            // Whoever has ended meanwhile would be counted twice, or not at all.
            return ended == ofEnded() ? ended + running : Double.NaN;
        } catch (IOException e) {
            // One has ended meanwhile, or this is another system.
            return Double.NaN;
        }
    }

    private double ofRunning() throws IOException {
        List<Long> children =
                ProcessHandle.of(postmaster).stream()
                        .flatMap(ProcessHandle::children)
                        .map(ProcessHandle::pid)
                        .toList();
        double sum = ofRunning(postmaster);
        for (long child : children) {
            sum += ofRunning(child);
        }
        return sum;
    }

    private static double ofRunning(long pid) throws IOException {
        String text = Files.readString(Path.of("/proc", Long.toString(pid), "schedstat"));
        return Double.parseDouble(text.substring(0, text.indexOf(' ')));
    }

    private double ofEnded() throws IOException {
        String text = Files.readString(Path.of("/proc", Long.toString(postmaster), "stat"));
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        double ticks =
                Double.parseDouble(fields[ENDED_USER_TICKS])
                        + Double.parseDouble(fields[ENDED_SYSTEM_TICKS]);
        return ticks * NANOS_PER_TICK;
    }
}
