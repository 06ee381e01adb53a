package org.annals.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * W8: what W1 does, on PostgreSQL, by several processes at once, beside one. Immutable.
 *
 * @param counts of processes that are compared with one
 */
record ProcessWorkload(List<Integer> counts) implements Workload {
    private static final int WARM_UP_WRITERS = 32;

    @Override
    public String name() {
        return "w8";
    }

    @Override
    public void run(Plan plan, List<Storage> storages, ResultTable table) throws Exception {
        List<PostgresStorage> servers =
                storages.stream()
                        .filter(PostgresStorage.class::isInstance)
                        .map(PostgresStorage.class::cast)
                        .toList();
        if (servers.isEmpty()) {
            table.note(
                    "W8 append from several processes: on postgres alone, which was not asked for.");
        }
        for (PostgresStorage storage : servers) {
            List<AppendProcess> processes = new ArrayList<>();
            try {
                for (int i = 0; i < Collections.max(counts); i++) {
                    processes.add(AppendProcess.start(storage));
                }
                run(plan, new Crew(storage, processes, counts), table);
            } finally {
                processes.forEach(AppendProcess::close);
            }
        }
    }

    private static void run(Plan plan, Crew crew, ResultTable table) throws Exception {
        crew.warmUp(new AppendLoad(WARM_UP_WRITERS, plan.events()), plan);
        for (int writers : plan.writers()) {
            table.run(crew.contest(new AppendLoad(writers, plan.events())), plan);
        }
    }

    /** Processes that append to one log. */
    private record Crew(
            PostgresStorage storage, List<AppendProcess> processes, List<Integer> counts) {
        Contest contest(AppendLoad load) {
            List<Side> sides = new ArrayList<>();
            sides.add(Side.yardstick("annals, 1 process", watch -> append(1, load, watch)));
            for (int count : counts) {
                String name = "annals, %d processes".formatted(count);
                sides.add(Side.measured(name, watch -> append(count, load, watch)));
            }
            return contest(load, sides);
        }

        /** Lets every process get its code compiled. */
        void warmUp(AppendLoad load, Plan plan) throws Exception {
            Side.Round all = watch -> append(processes.size(), load, watch);
            contest(load, List.of(Side.measured("all", all))).warmUp(plan);
        }

        private Contest contest(AppendLoad load, List<Side> sides) {
            String title = "W8 append, %s: %s, in each process".formatted(storage, load);
            return new Contest(title, "saves", storage.server(), sides);
        }

        /** Lets some of them append to a new log, and checks it. */
        private Sample append(int count, AppendLoad load, Stopwatch watch)
                throws IOException, SQLException {
            List<AppendProcess> some = processes.subList(0, count);
            try (var schema = TemporarySchema.create(storage.url())) {
                // To create the tables is not what is measured.
                PostgresStorage.open(storage.url(), schema.name()).close();
                some.forEach(each -> each.open(schema.name(), load));
                for (AppendProcess each : some) {
                    each.awaitOpen();
                }
                some.forEach(each -> each.append(watch.length()));
                List<AppendLoad.Appended> results = new ArrayList<>();
                for (AppendProcess each : some) {
                    results.add(each.result());
                }
                long events = results.stream().mapToLong(AppendLoad.Appended::events).sum();
                try (Bank bank = PostgresStorage.open(storage.url(), schema.name())) {
                    Check.contiguous(bank.events().recorder(), events);
                }
                return Sample.together(results.stream().map(AppendLoad.Appended::sample).toList());
            }
        }
    }
}
