package org.annals.benchmarks;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * W4: in a log whose events have two tags each, reads by one and by two, and appends an event of a
 * new student and a course that is there, on the condition that there is none with both: after the
 * head, or after 0.
 */
final class DcbWorkload implements Workload {
    // More would let courses grow, and so another store be measured. It is reached in memory alone.
    private static final int APPENDED_PART = 10;

    @Override
    public String name() {
        return "w4";
    }

    @Override
    public void run(Plan plan, List<Storage> storages, ResultTable table) throws Exception {
        var enrolments = Enrolments.about(plan.logSize());
        for (Storage storage : storages) {
            try (var logs = DcbLogs.open(storage, enrolments)) {
                // Reads first, as long as it is known what there is to find.
                for (Act act : Act.values()) {
                    for (int threads : plan.threads()) {
                        String title =
                                "W4 DCB, %s: log of %,d events, %s, threads: %d"
                                        .formatted(storage, enrolments.size(), act.title, threads);
                        List<Side> sides = sides(new Turn(enrolments, logs, act, threads));
                        table.run(new Contest(title, act.unit, storage.server(), sides), plan);
                    }
                }
            }
        }
    }

    private static List<Side> sides(Turn turn) {
        List<Side> sides = new ArrayList<>();
        sides.add(Side.measured("annals", watch -> turn.take(0, watch)));
        if (turn.logs.count() > 1) {
            sides.add(Side.yardstick(turn.act.byHand, watch -> turn.take(1, watch)));
        }
        return sides;
    }

    private enum Act {
        READ_ONE("read by one tag", "reads", "select with head"),
        READ_TWO("read by two tags", "reads", "select with head"),
        APPEND_AFTER_HEAD("append, head", "appends", "lock, check, insert, commit"),
        APPEND_AFTER_ZERO("append, zero", "appends", "lock, check, insert, commit");

        private final String title;
        private final String unit;
        private final String byHand;

        Act(String title, String unit, String byHand) {
            this.title = title;
            this.unit = unit;
            this.byHand = byHand;
        }

        boolean appends() {
            return this == APPEND_AFTER_HEAD || this == APPEND_AFTER_ZERO;
        }
    }

    /** What the sides of a contest do. */
    private record Turn(Enrolments enrolments, DcbLogs logs, Act act, int threads) {
        /** Lets threads work on one of the logs, and checks it. */
        Sample take(int index, Stopwatch watch) throws Exception {
            DcbLog log = logs.get(index);
            long before = log.head();
            var head = new AtomicLong(before);
            List<Workers.Worker> workers = new ArrayList<>();
            for (DcbLog.Client client : log.clients(threads)) {
                workers.add(() -> work(client, logs.nextNumber(), head));
            }
            var running = new Workers();
            Stopwatch bounded =
                    act.appends() ? watch.atMost(enrolments.size() / APPENDED_PART) : watch;
            Sample sample = running.measure(workers, bounded);
            log.check(before, act.appends() ? running.count() : 0);
            return sample;
        }

        /**
         * Does it once.
         *
         * @param number another one each time
         * @param head the highest position that was heard of
         */
        private void work(DcbLog.Client client, long number, AtomicLong head) throws SQLException {
            Enrolment known = enrolments.get(number);
            Enrolment newcomer = enrolments.newcomer(number);
            switch (act) {
                case READ_ONE -> checkFound(Enrolments.OF_A_COURSE, client.read(known.course()));
                case READ_TWO -> checkFound(1, client.read(known.student(), known.course()));
                case APPEND_AFTER_HEAD ->
                        head.accumulateAndGet(client.append(newcomer, head.get()), Math::max);
                case APPEND_AFTER_ZERO -> client.append(newcomer, 0);
            }
        }

        private static void checkFound(long expected, long found) {
            Check.equal("number of events found", expected, found);
        }
    }
}
