package org.annals.benchmarks;

import java.util.Arrays;
import java.util.List;

/** One of the workloads of PERFORMANCE.md, under its number there. Stateless. */
interface Workload {
    /** Returns the name by which it is asked for: {@code w1}. */
    String name();

    /**
     * Measures it and prints what came out.
     *
     * @throws IllegalStateException if a result is wrong
     * @throws Exception if anything else fails
     */
    void run(Plan plan, ResultTable table) throws Exception;

    /** Returns all workloads. */
    static List<Workload> all() {
        return List.of(
                new AppendWorkload(),
                new LoadWorkload(),
                new ScanWorkload(),
                new CommandWorkload());
    }

    /**
     * Returns the workload of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Workload named(String name) {
        return all().stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "There is no workload '%s'. Name one of %s."
                                                .formatted(name, Arrays.toString(names()))));
    }

    private static String[] names() {
        return all().stream().map(Workload::name).toArray(String[]::new);
    }
}
