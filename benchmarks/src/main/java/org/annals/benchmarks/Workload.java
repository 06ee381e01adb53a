package org.annals.benchmarks;

import java.util.Arrays;
import java.util.List;

/** One of the workloads of PERFORMANCE.md, under its number there. Stateless. */
interface Workload {
    /** Returns the name by which it is asked for: {@code w1}. */
    String name();

    /** Returns whether it keeps events anywhere. */
    default boolean records() {
        return true;
    }

    /**
     * Measures it and prints what came out.
     *
     * @param storages where events are kept, one contest each at least
     * @throws IllegalStateException if a result is wrong
     * @throws Exception if anything else fails
     */
    void run(Plan plan, List<Storage> storages, ResultTable table) throws Exception;

    /** Returns all workloads. */
    static List<Workload> all() {
        return List.of(
                new AppendWorkload(),
                new LoadWorkload(),
                new ScanWorkload(),
                new DcbWorkload(),
                new ProjectionWorkload(),
                new CommandWorkload(),
                new ProcessWorkload(List.of(2, 4)),
                new VerifyWorkload(),
                new LatencyWorkload());
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
