package org.annals.benchmarks;

import org.annals.following.Upstream;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Recorder;
import org.annals.projection.Projection;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * W5: a view catches up with a log, a counter for each of 1,000 keys, with its place in the same
 * transaction; by batches of different sizes, beside a transaction for each event and, in SQL, the
 * same batches by hand.
 */
final class ProjectionWorkload implements Workload {
    private static final List<Integer> BATCHES = List.of(10, 100, 1_000);
    private static final int KEYS = 1_000;
    // A log that would take longer is cut: a transaction an event takes long.
    private static final int TRANSACTIONS = 5_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "w5";
    }

    @Override
    public void run(Plan plan, List<Storage> storages, ResultTable table) throws Exception {
        for (Storage storage : storages) {
            var banks = new TreeMap<Integer, Bank>();
            try {
                int largest = size(BATCHES.getLast(), plan);
                Bank all = filled(storage, largest, banks);
                try (RawLog raw = storage.copy(all.events().recorder())) {
                    String title =
                            "W5 projection, %s: log of %,d events, the first %,d of it by a transaction an event; %,d keys"
                                    .formatted(storage, largest, size(1, plan), KEYS);
                    List<Side> sides = sides(storage, plan, banks);
                    sides.addAll(raw.projecting(BATCHES.getLast()));
                    table.run(new Contest(title, "events", storage.server(), sides), plan);
                }
            } finally {
                banks.values().forEach(Bank::close);
            }
        }
    }

    private static int size(int batch, Plan plan) {
        long most = (long) TRANSACTIONS * batch;
        return (int) Math.min(plan.logSize(), most);
    }

    private static Bank filled(Storage storage, int size, Map<Integer, Bank> banks)
            throws IOException, SQLException {
        Bank known = banks.get(size);
        if (known != null) {
            return known;
        }
        Bank bank = storage.open();
        banks.put(size, bank);
        int keys = Math.min(KEYS, size);
        bank.fill(keys, size / keys);
        return bank;
    }

    private static List<Side> sides(Storage storage, Plan plan, Map<Integer, Bank> banks)
            throws IOException, SQLException {
        var views = new AtomicInteger();
        List<Side> sides = new ArrayList<>();
        Bank first = filled(storage, size(1, plan), banks);
        sides.add(Side.yardstick("a transaction an event", catchingUp(first, 1, views)::measure));
        for (int batch : BATCHES) {
            Bank bank = filled(storage, size(batch, plan), banks);
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
                                            Counters.of(
                                                    transaction,
                                                    bank.table(transaction.table(name))))
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
                runner.start();
                long head = recorder.head();
                Check.equal("caught up", true, runner.await(head, LONGEST));
                long events = runner.status().processed();
                Check.equal("number of events", head, events);
                String table = bank.table(runner.edition().table(name));
                Check.equal("sum of the counters", events, total(recorder, table));
                return events;
            }
        };
    }

    private static long total(Recorder recorder, String table) {
        var total = new AtomicLong();
        recorder.append(
                AppendRequest.of(List.of())
                        .withWork(
                                transaction -> total.set(Counters.of(transaction, table).total())));
        return total.get();
    }
}
