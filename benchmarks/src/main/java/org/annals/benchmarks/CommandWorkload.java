package org.annals.benchmarks;

import org.annals.domain.Aggregate;
import org.annals.domain.DomainEvent;
import org.annals.domain.Metadata;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * W6: creates a ledger and gives it 10 commands: 11 events with id, timestamp and metadata, applied
 * and collected, and not recorded.
 */
final class CommandWorkload implements Workload {
    private static final int COMMANDS = 10;
    private static final String OWNER = Bank.owner(0);
    private static final BigDecimal SUM = Entries.sum(COMMANDS);
    private static final Map<String, String> METADATA = Map.of("user_id", "u1");
    private static final int REPEATED = 100;

    @Override
    public String name() {
        return "w6";
    }

    @Override
    public boolean records() {
        return false;
    }

    @Override
    public void run(Plan plan, List<Storage> storages, ResultTable table) throws Exception {
        Loop annals = repeated(CommandWorkload::annals);
        Loop declared = repeated(CommandWorkload::declared);
        Loop byHand = repeated(CommandWorkload::byHand);
        table.run(
                new Contest(
                        "W6 commands: 11 events",
                        "events",
                        ServerCpu.nobody(),
                        List.of(
                                Side.measured("annals", annals::measure),
                                Side.measured("annals, declared", declared::measure),
                                Side.yardstick("record, fold, list", byHand::measure))),
                plan);
    }

    private static Loop repeated(Loop loop) {
        return () -> {
            long events = 0;
            for (int i = 0; i < REPEATED; i++) {
                events += loop.step();
            }
            return events;
        };
    }

    private static long annals() {
        Ledger ledger = Metadata.with(METADATA, CommandWorkload::commanded);
        return checked(ledger.balance(), ledger);
    }

    private static long declared() {
        DeclaredLedger ledger = Metadata.with(METADATA, CommandWorkload::declaredCommanded);
        return checked(ledger.balance(), ledger);
    }

    // Whatever is checked cannot be optimised away.
    private static long checked(Balance balance, Aggregate<?> ledger) {
        balance.check(OWNER, COMMANDS, SUM);
        List<? extends DomainEvent<?>> pending = ledger.pendingEvents();
        for (DomainEvent<?> each : pending) {
            Check.equal("metadata", METADATA, each.metadata());
        }
        Check.equal("version", ledger.version(), (long) pending.size());
        return pending.size();
    }

    private static Ledger commanded() {
        Ledger ledger = Ledger.open(OWNER);
        for (int number = 0; number < COMMANDS; number++) {
            ledger.enter(number);
        }
        return ledger;
    }

    private static DeclaredLedger declaredCommanded() {
        var ledger = new DeclaredLedger_(OWNER);
        for (int number = 0; number < COMMANDS; number++) {
            ledger.enter(number);
        }
        return ledger;
    }

    /** Does without envelopes, and so without ids, timestamps and metadata. */
    private static long byHand() {
        List<Ledger.Event> events = new ArrayList<>();
        var balance = new Balance();
        var opened = new Ledger.Event.Opened(OWNER);
        balance.apply(opened);
        events.add(opened);
        for (int number = 0; number < COMMANDS; number++) {
            var sample = Entries.sample(number);
            var entered =
                    new Ledger.Event.Entered(sample.timestamp(), sample.amount(), sample.note());
            balance.apply(entered);
            events.add(entered);
        }
        balance.check(OWNER, COMMANDS, SUM);
        return events.size();
    }
}
