package org.annals.benchmarks;

import org.annals.settings.Settings;

import java.util.List;
import java.util.Map;

/**
 * How many write at once, and how many events a save has. Immutable.
 *
 * @param writers each a thread with a ledger of its own
 * @param events in one save
 */
record AppendLoad(int writers, int events) {
    /**
     * What came of it.
     *
     * @param sample what was measured
     * @param events how many were recorded, before and afterwards too
     */
    record Appended(Sample sample, long events) {}

    /** Lets the library append to a new log, and checks it. */
    Sample annals(Storage storage, Stopwatch watch) throws Exception {
        return annals(storage, Settings.only(Map.of()), watch);
    }

    /** Lets the library append to a new log by these settings, and checks it. */
    Sample annals(Storage storage, Settings settings, Stopwatch watch) throws Exception {
        try (var bank = storage.open(settings)) {
            Appended appended = append(bank, watch);
            Check.contiguous(bank.events().recorder(), appended.events());
            return appended.sample();
        }
    }

    /** Lets the library append to a log. */
    Appended append(Bank bank, Stopwatch watch) throws Exception {
        List<AnnalsWriter> all =
                bank.open(writers).stream()
                        .map(ledger -> new AnnalsWriter(bank, ledger, events))
                        .toList();
        var running = new Workers();
        Sample sample = running.measure(all, watch);
        return new Appended(sample, writers + running.count() * events);
    }

    @Override
    public String toString() {
        return "%d × %d %s a save".formatted(writers, events, events == 1 ? "event" : "events");
    }

    /** One thread's ledger. */
    private static final class AnnalsWriter implements Workers.Worker {
        private final Bank bank;
        private final Ledger ledger;
        private final int events;
        private long number;

        AnnalsWriter(Bank bank, Ledger ledger, int events) {
            this.bank = bank;
            this.ledger = ledger;
            this.events = events;
        }

        @Override
        public void work() {
            for (int i = 0; i < events; i++) {
                ledger.enter(number++);
            }
            bank.save(ledger);
        }
    }
}
