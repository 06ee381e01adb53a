package org.annals.benchmarks;

import org.annals.following.Upstream;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Recorder;
import org.annals.projection.Projection;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * W5: a view catches up with a log, a counter for each of 1,000 keys, with its place in the same
 * transaction; by batches of different sizes, beside a transaction for each event.
 */
final class ProjectionWorkload implements Workload {
    private static final List<Integer> BATCHES = List.of(10, 100, 1_000);
    private static final int KEYS = 1_000;
    // One transaction an event takes long.
    private static final int PART = 10;

    @Override
    public String name() {
        return "w5";
    }

    @Override
    public void run(Plan plan, List<Storage> storages, ResultTable table) throws Exception {
        for (Storage storage : storages) {
            try (var bank = storage.open()) {
                int size = Math.max(1, plan.logSize() / PART);
                int keys = Math.min(KEYS, size);
                bank.fill(keys, size / keys);
                String title =
                        "W5 projection, %s: log of %,d events, %,d keys"
                                .formatted(storage, bank.events().recorder().head(), keys);
                table.run(new Contest(title, "events", storage.server(), sides(bank)), plan);
            }
        }
    }

    private static List<Side> sides(Bank bank) {
        var views = new AtomicInteger();
        List<Side> sides = new ArrayList<>();
        sides.add(Side.yardstick("a transaction an event", catchingUp(bank, 1, views)::measure));
        for (int batch : BATCHES) {
            sides.add(
                    Side.measured(
                            "annals, batches of %,d".formatted(batch),
                            catchingUp(bank, batch, views)::measure));
        }
        return sides;
    }

    /** Each time a view of its own, from the beginning. */
    private static Loop catchingUp(Bank bank, int batch, AtomicInteger views) {
        return () -> {
            String name = "w5_" + views.incrementAndGet();
            Projection<Counters> projection =
                    Projection.of(
                                    name,
                                    transaction ->
                                            Counters.of(transaction, transaction.table(name)))
                            .creating(Counters::create)
                            .finishing(Counters::flush)
                            .on(
                                    Ledger.Event.class,
                                    (counters, event, details) ->
                                            counters.count(details.domainEvent().aggregateId()));
            Recorder recorder = bank.events().recorder();
            ViewStore store = ViewStore.of(recorder);
            try (var runner =
                    ProjectionRunner.builder(Upstream.of(bank), projection, store)
                            .batchSize(batch)
                            .open()) {
                long events = runner.drain();
                Check.equal("number of events", recorder.head(), events);
                Check.equal("sum of the counters", events, total(recorder, runner, name));
                return events;
            }
        };
    }

    private static long total(Recorder recorder, ProjectionRunner runner, String name) {
        var total = new AtomicLong();
        recorder.append(
                AppendRequest.of(List.of())
                        .withWork(
                                transaction ->
                                        total.set(
                                                Counters.of(
                                                                transaction,
                                                                runner.edition().table(name))
                                                        .total())));
        return total.get();
    }
}
