package org.annals.benchmarks;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;

/** What figures depend on, as lines of text. Stateless. */
final class Machine {
    private static final double GIB = 1 << 30;

    private Machine() {}

    /** Returns what to quote beside every figure. */
    static List<String> lines(Plan plan) throws IOException, SQLException {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return List.of(
                "machine     %d cores, %.1f GiB, %s %s, load %.1f"
                        .formatted(
                                system.getAvailableProcessors(),
                                system.getTotalMemorySize() / GIB,
                                system.getName(),
                                system.getVersion(),
                                system.getSystemLoadAverage()),
                "java        %s, %s, heap of %.2f GiB"
                        .formatted(
                                System.getProperty("java.runtime.version"),
                                System.getProperty("java.vm.name"),
                                Runtime.getRuntime().maxMemory() / GIB),
                "durability  memory: none; SQLite %s: WAL, synchronous=FULL, on %s"
                        .formatted(RawLog.engineVersion(), disk()),
                "commit      " + System.getProperty("annals.commit", "unknown"),
                "rounds      %d of %d ms a side, taking turns, after %d ms to warm up; medians"
                        .formatted(
                                plan.rounds(), plan.length().toMillis(), plan.warmUp().toMillis()));
    }

    private static String disk() throws IOException {
        try (var folder = TemporaryFolder.open()) {
            FileStore store = Files.getFileStore(folder.path());
            return "%s (%s)".formatted(store.type(), store.name());
        }
    }
}
