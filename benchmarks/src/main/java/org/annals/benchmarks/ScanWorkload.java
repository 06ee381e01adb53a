package org.annals.benchmarks;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;

import java.util.ArrayList;
import java.util.List;

/** W3: reads a whole log by pages of different sizes, as stored and as decoded events. */
final class ScanWorkload implements Workload {
    private static final List<Integer> PAGES = List.of(10, 1_000, 10_000);
    private static final int LEDGER_SIZE = 1_000;

    @Override
    public String name() {
        return "w3";
    }

    @Override
    public void run(Plan plan, List<Storage> storages, ResultTable table) throws Exception {
        for (Storage storage : storages) {
            try (var bank = storage.open()) {
                long size = filled(bank, plan.logSize());
                try (var raw = storage.copy(bank.events().recorder())) {
                    for (Form form : Form.values()) {
                        List<Side> sides = byPages(bank, form);
                        sides.addAll(raw.scanning(form));
                        String title =
                                "W3 scan, %s: log of %,d events, %s".formatted(storage, size, form);
                        table.run(new Contest(title, "events", storage.server(), sides), plan);
                    }
                }
            }
        }
    }

    /** Fills a log with so many events, or a few less, and returns how many. */
    private static long filled(Bank bank, int logSize) {
        int ledgers = Math.max(1, logSize / LEDGER_SIZE);
        bank.fill(ledgers, logSize / ledgers);
        return bank.events().recorder().head();
    }

    private static List<Side> byPages(Bank bank, Form form) {
        long head = bank.events().recorder().head();
        List<Side> sides = new ArrayList<>();
        for (int page : PAGES) {
            Loop scan =
                    () -> {
                        long events =
                                switch (form) {
                                    case STORED -> stored(bank, page);
                                    case DECODED -> decoded(bank, page);
                                };
                        Check.equal("number of events", head, events);
                        return events;
                    };
            sides.add(Side.measured("annals, pages of %,d".formatted(page), scan::measure));
        }
        return sides;
    }

    private static long stored(Bank bank, int limit) {
        long position = 0;
        LogSelection rest = LogSelection.all().limit(limit);
        LogPage page;
        do {
            page = bank.events().recorder().readLog(rest);
            for (Notification each : page.notifications()) {
                Check.equal("next position", ++position, each.position());
            }
            rest = rest.beyond(page);
        } while (page.scannedTo() < page.head());
        return position;
    }

    private static long decoded(Bank bank, int limit) {
        long position = 0;
        var all = bank.events().read(LogSelection.all().limit(limit)).iterator();
        while (all.hasNext()) {
            Check.equal("next position", ++position, all.next().position());
        }
        return position;
    }
}
