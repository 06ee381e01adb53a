package org.annals.benchmarks;

import org.annals.persistence.AggregateSelection;

import java.math.BigDecimal;
import java.util.List;

/** W2: gets a ledger of 1,000 events that stand among others: reads, decodes and folds it. */
final class LoadWorkload implements Workload {
    private static final int LEDGERS = 10;
    private static final int SIZE = 1_000;
    private static final int ENTRIES = SIZE - 1;
    private static final BigDecimal SUM = Entries.sum(ENTRIES);

    @Override
    public String name() {
        return "w2";
    }

    @Override
    public void run(Plan plan, ResultTable table) throws Exception {
        for (RecorderKind recorder : plan.recorders()) {
            try (var folder = TemporaryFolder.open();
                    var bank = recorder.open(folder.path())) {
                List<String> ids = bank.fill(LEDGERS, SIZE);
                var annals = Side.measured("annals", annals(bank, ids)::measure);
                var title = "W2 load, %s: %,d events".formatted(recorder, SIZE);
                switch (recorder) {
                    case MEMORY -> {
                        Loop byHand = fromMemory(stored(bank, ids));
                        var side = Side.yardstick("decode, fold", byHand::measure);
                        table.run(new Contest(title, "loads", List.of(annals, side)), plan);
                    }
                    case SQLITE -> {
                        try (var raw = RawLog.open(folder.path())) {
                            raw.copy(bank.events().recorder());
                            Loop byHand = fromTable(raw, ids);
                            var side = Side.yardstick("select, decode, fold", byHand::measure);
                            table.run(new Contest(title, "loads", List.of(annals, side)), plan);
                        }
                    }
                }
            }
        }
    }

    private static List<List<RawRow>> stored(Bank bank, List<String> ids) {
        var recorder = bank.events().recorder();
        return ids.stream()
                .map(AggregateSelection::of)
                .map(each -> recorder.readAggregate(each).map(RawRow::of).toList())
                .toList();
    }

    private static Loop annals(Bank bank, List<String> ids) {
        return () -> {
            for (int i = 0; i < ids.size(); i++) {
                Ledger ledger = bank.repository().get(Ledger.class, ids.get(i));
                Check.equal("version", (long) SIZE, ledger.version());
                ledger.balance().check(Bank.owner(i), ENTRIES, SUM);
            }
            return ids.size();
        };
    }

    private static Loop fromTable(RawLog raw, List<String> ids) {
        return () -> {
            for (int i = 0; i < ids.size(); i++) {
                raw.load(ids.get(i)).check(Bank.owner(i), ENTRIES, SUM);
            }
            return ids.size();
        };
    }

    private static Loop fromMemory(List<List<RawRow>> ledgers) {
        return () -> {
            for (int i = 0; i < ledgers.size(); i++) {
                var balance = new Balance();
                for (RawRow row : ledgers.get(i)) {
                    balance.apply(RawRow.decoded(row.type, row.json));
                }
                balance.check(Bank.owner(i), ENTRIES, SUM);
            }
            return ledgers.size();
        };
    }
}
