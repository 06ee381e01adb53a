package org.annals.benchmarks;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What figures depend on, as lines of text. Stateless. */
final class Machine {
    private static final double GIB = 1 << 30;

    private Machine() {}

    /** Returns what to quote beside every figure. */
    static List<String> lines(List<Storage> storages) throws IOException, SQLException {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        List<String> lines = new ArrayList<>();
        lines.add(
                "machine     %d cores, %.1f GiB, %s %s, load %.1f"
                        .formatted(
                                system.getAvailableProcessors(),
                                system.getTotalMemorySize() / GIB,
                                system.getName(),
                                system.getVersion(),
                                system.getSystemLoadAverage()));
        lines.add(
                "java        %s, %s, heap of %.2f GiB"
                        .formatted(
                                System.getProperty("java.runtime.version"),
                                System.getProperty("java.vm.name"),
                                Runtime.getRuntime().maxMemory() / GIB));
        for (Storage storage : storages) {
            lines.add("durability  " + storage.description());
        }
        lines.add("commit      " + System.getProperty("annals.commit", "unknown"));
        return lines;
    }
}
