package org.annals.benchmarks;

import java.util.ArrayList;
import java.util.List;

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
    public void run(Plan plan, ResultTable table) throws Exception {
        for (RecorderKind recorder : plan.recorders()) {
            contest(recorder, new AppendLoad(WARM_UP_WRITERS, plan.events())).warmUp(plan);
            for (int writers : plan.writers()) {
                table.run(contest(recorder, new AppendLoad(writers, plan.events())), plan);
            }
        }
    }

    private static Contest contest(RecorderKind recorder, AppendLoad load) {
        String title =
                "W1 append, %s: %d × %d %s a save"
                        .formatted(
                                recorder,
                                load.writers(),
                                load.events(),
                                load.events() == 1 ? "event" : "events");
        List<Side> sides = new ArrayList<>();
        sides.add(Side.measured("annals", length -> load.annals(recorder, length)));
        switch (recorder) {
            case MEMORY -> {}
            case SQLITE -> {
                var byHand = new RawAppends(load, RawRow.samples());
                sides.add(
                        load.writers() == 1 && load.events() == 1
                                ? Side.yardstick("insert, autocommit", byHand::autocommitted)
                                : Side.yardstick("lock, begin, commit", byHand::locked));
                sides.add(Side.yardstick("file, group fdatasync", byHand::filed));
            }
        }
        return new Contest(title, "saves", sides);
    }
}
