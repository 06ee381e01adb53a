package org.annals.benchmarks;

import org.annals.settings.Settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * W2: gets a ledger of 1,000 events that stand among others: reads, decodes and folds it. Also gets
 * ledgers of 1,000 and of 10,000 events from their snapshots.
 */
final class LoadWorkload implements Workload {
    private static final int LEDGERS = 10;
    private static final int SIZE = 1_000;
    private static final int FEW_LEDGERS = 2;
    private static final int LARGE_SIZE = 10_000;
    private static final Settings NONE = Settings.only(Map.of());
    private static final Settings SNAPSHOTTING = NONE.with("IS_SNAPSHOTTING_ENABLED", "y");

    @Override
    public String name() {
        return "w2";
    }

    @Override
    public void run(Plan plan, List<Storage> storages, ResultTable table) throws Exception {
        List<PackingKind> packed = PackingKind.packed(plan.packings());
        for (Storage storage : storages) {
            if (packed.isEmpty()) {
                replay(storage, plan, table);
                fromSnapshots(storage, plan, table);
            } else {
                packed(storage, packed, plan, table);
            }
        }
    }

    private static void replay(Storage storage, Plan plan, ResultTable table) throws Exception {
        try (var filled = FilledBank.of(storage.open(), LEDGERS, SIZE);
                var raw = storage.copy(filled.bank().events().recorder())) {
            Loop annals = filled.loading();
            Loop byHand = filled.loading(raw::load);
            var sides =
                    List.of(
                            Side.measured("annals", annals::measure),
                            Side.yardstick("select, decode, fold", byHand::measure));
            table.run(contest("%s: %,d events".formatted(storage, SIZE), storage, sides), plan);
        }
    }

    private static void fromSnapshots(Storage storage, Plan plan, ResultTable table)
            throws Exception {
        try (var small = FilledBank.of(storage.open(SNAPSHOTTING), FEW_LEDGERS, SIZE);
                var large = FilledBank.of(storage.open(SNAPSHOTTING), FEW_LEDGERS, LARGE_SIZE)) {
            small.takeSnapshots();
            large.takeSnapshots();
            var sides =
                    List.of(
                            Side.measured(
                                    "%,d events".formatted(LARGE_SIZE), large.loading()::measure),
                            Side.yardstick("%,d events".formatted(SIZE), small.loading()::measure));
            table.run(contest("%s: from a snapshot".formatted(storage), storage, sides), plan);
        }
    }

    private static void packed(
            Storage storage, List<PackingKind> packings, Plan plan, ResultTable table)
            throws Exception {
        List<FilledBank> opened = new ArrayList<>();
        try {
            opened.add(FilledBank.of(storage.open(), LEDGERS, SIZE));
            List<Side> sides = new ArrayList<>();
            sides.add(Side.yardstick("plain", opened.getFirst().loading()::measure));
            for (PackingKind each : packings) {
                Bank bank = storage.open(each.addedTo(NONE));
                opened.add(FilledBank.of(bank, LEDGERS, SIZE));
                sides.add(Side.measured(each.toString(), opened.getLast().loading()::measure));
            }
            String title = "%s: %,d events, packed".formatted(storage, SIZE);
            table.run(contest(title, storage, sides), plan);
        } finally {
            opened.forEach(FilledBank::close);
        }
    }

    private static Contest contest(String title, Storage storage, List<Side> sides) {
        return new Contest("W2 load, " + title, "loads", storage.server(), sides);
    }
}
