package org.annals.benchmarks;

import org.annals.settings.Settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * W1: writers, each with its own ledger, make events and save them with the expected version, and
 * wait until they are durable.
 */
final class AppendWorkload implements Workload {
    // A single writer waits for the disk most of the time, and is slow to get its code compiled.
    private static final int WARM_UP_WRITERS = 32;

    @Override
    public String name() {
        return "w1";
    }

    @Override
    public void run(Plan plan, List<Storage> storages, ResultTable table) throws Exception {
        for (Storage storage : storages) {
            contest(storage, new AppendLoad(WARM_UP_WRITERS, plan.events())).warmUp(plan);
            for (int writers : plan.writers()) {
                var load = new AppendLoad(writers, plan.events());
                List<PackingKind> packed = PackingKind.packed(plan.packings());
                table.run(
                        packed.isEmpty() ? contest(storage, load) : packed(storage, load, packed),
                        plan);
            }
        }
    }

    private static Contest packed(Storage storage, AppendLoad load, List<PackingKind> packings) {
        List<Side> sides = new ArrayList<>();
        sides.add(Side.yardstick("plain", watch -> load.annals(storage, watch)));
        for (PackingKind each : packings) {
            Settings settings = each.addedTo(Settings.only(Map.of()));
            sides.add(
                    Side.measured(each.toString(), watch -> load.annals(storage, settings, watch)));
        }
        String title = "W1 append, %s: %s, packed".formatted(storage, load);
        return new Contest(title, "saves", storage.server(), sides);
    }

    private static Contest contest(Storage storage, AppendLoad load) {
        List<Side> sides = new ArrayList<>();
        sides.add(Side.measured("annals", watch -> load.annals(storage, watch)));
        sides.addAll(storage.appending(load));
        String title = "W1 append, %s: %s".formatted(storage, load);
        return new Contest(title, "saves", storage.server(), sides);
    }
}
