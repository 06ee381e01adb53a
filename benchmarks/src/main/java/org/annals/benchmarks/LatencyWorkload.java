package org.annals.benchmarks;

import org.annals.following.Upstream;
import org.annals.http.NotificationLogServer;
import org.annals.http.RemoteNotificationLog;
import org.annals.recording.Signal;
import org.annals.settings.Settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * W11: how long after a save has returned its event is processed by a follower: in the same
 * process, in another one, and in the same by HTTP. A save comes a while after another was
 * processed, as in an application that is not busy. Nothing is compared: the figures are p50 and
 * p99. Stateless.
 */
final class LatencyWorkload implements Workload {
    // A follower that has waited so long looks first whether the log is what it was.
    private static final Duration BETWEEN = Duration.ofMillis(50);

    @Override
    public String name() {
        return "w11";
    }

    @Override
    public void run(Plan plan, List<Storage> storages, ResultTable table) throws Exception {
        for (Storage storage : storages) {
            EmptyLog log = storage.emptyLog(Settings.only(Map.of()));
            try (Bank bank = Bank.open(log.settings(), log.place())) {
                table.run(contest(storage, bank, log.address()), plan);
            }
        }
    }

    private static Contest contest(Storage storage, Bank bank, List<String> address) {
        List<Side> sides = new ArrayList<>();
        sides.add(Side.measured("in the same process", watch -> here(bank, watch)));
        if (!address.isEmpty()) {
            sides.add(
                    Side.measured("in another process", watch -> elsewhere(bank, address, watch)));
        }
        sides.add(Side.measured("by HTTP", watch -> byHttp(bank, watch)));
        String title =
                "W11 latency, %s: from the return of a save to its event's being processed, %d ms between"
                        .formatted(storage, BETWEEN.toMillis());
        return new Contest(title, "events", storage.server(), sides);
    }

    private static Sample here(Bank bank, Stopwatch watch) throws Exception {
        try (var watcher = new WatchingThread(Upstream.of(bank))) {
            return measured(bank, watcher, watch);
        }
    }

    private static Sample elsewhere(Bank bank, List<String> address, Stopwatch watch)
            throws Exception {
        try (var watcher = WatchingProcess.start(address)) {
            return measured(bank, watcher, watch);
        }
    }

    private static Sample byHttp(Bank bank, Stopwatch watch) throws Exception {
        try (var server = NotificationLogServer.builder().serve(bank).open();
                var log = RemoteNotificationLog.builder(server.uri(), bank.name()).open();
                var watcher =
                        new WatchingThread(Upstream.of(bank.name(), log, bank.events().mapper()))) {
            return measured(bank, watcher, watch);
        }
    }

    private static Sample measured(Bank bank, Watcher watcher, Stopwatch watch) throws Exception {
        Ledger ledger = Ledger.open(Bank.owner(0));
        // What was there before is followed first.
        processed(watcher, save(bank, ledger));
        for (int i = 0; i < 20; i++) {
            ledger.enter(i);
            processed(watcher, save(bank, ledger));
        }
        var nobody = new Signal();
        var latencies = new Latencies();
        long operations = 0;
        Reading begin = watch.read();
        do {
            nobody.await(nobody.count(), BETWEEN.toNanos());
            ledger.enter(operations);
            long position = save(bank, ledger);
            long saved = System.nanoTime();
            latencies.add(processed(watcher, position) - saved);
            operations++;
        } while (System.nanoTime() - begin.nanos() < watch.length().toNanos());
        return begin.until(watch.read(), operations, latencies);
    }

    private static long save(Bank bank, Ledger ledger) {
        return bank.save(ledger).getLast().position();
    }

    /** Returns when an event was processed, and requires that none was left out. */
    private static long processed(Watcher watcher, long position) throws Exception {
        Sighting seen = watcher.next();
        while (seen.position() < position) {
            seen = watcher.next();
        }
        Check.equal("position", position, seen.position());
        return seen.nanos();
    }
}
