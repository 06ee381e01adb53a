package org.annals.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * How many write at once, and how many events a save has. Immutable.
 *
 * @param writers each a thread with a ledger of its own
 * @param events in one save
 */
record AppendLoad(int writers, int events) {
    /** Lets the library append to a new log, and checks it. */
    Sample annals(RecorderKind recorder, Duration length) throws Exception {
        try (var folder = TemporaryFolder.open();
                var bank = recorder.open(folder.path())) {
            List<AnnalsWriter> all =
                    bank.open(writers).stream()
                            .map(ledger -> new AnnalsWriter(bank, ledger, events))
                            .toList();
            var running = new Writers();
            Sample sample = running.measure(all, length);
            Check.contiguous(bank.events().recorder(), writers + running.saves() * events);
            return sample;
        }
    }

    /** One thread's ledger. */
    private static final class AnnalsWriter implements Writers.Writer {
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
        public void save() {
            for (int i = 0; i < events; i++) {
                ledger.enter(number++);
            }
            bank.save(ledger);
        }
    }
}
