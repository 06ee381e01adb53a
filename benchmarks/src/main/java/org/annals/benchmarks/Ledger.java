package org.annals.benchmarks;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;

import java.time.Instant;

/** The aggregate of every workload: entries of money, and their sum. For one thread at a time. */
public final class Ledger extends Aggregate<Ledger.Event> {
    static final AggregateType<Ledger> TYPE =
            AggregateType.of(Ledger.class, Ledger::new)
                    .withState(Balance.State.class, Ledger::state, Ledger::new);

    private final Balance balance;

    private Ledger() {
        balance = new Balance();
    }

    private Ledger(Balance.State state) {
        balance = new Balance(state);
    }

    private Balance.State state() {
        return balance.state();
    }

    /** What happens to a ledger. */
    public sealed interface Event {
        /** The ledger was opened. */
        record Opened(String owner) implements Event {}

        /** An amount was entered: about 185 bytes as JSON. */
        record Entered(Instant timestamp, Money amount, String note) implements Event {}
    }

    /** Opens a ledger. */
    static Ledger open(String owner) {
        var ledger = new Ledger();
        ledger.trigger(new Event.Opened(owner));
        return ledger;
    }

    /** Enters an amount. */
    void enter(Instant timestamp, Money amount, String note) {
        trigger(new Event.Entered(timestamp, amount, note));
    }

    /** Enters a sample of a number. */
    void enter(long number) {
        Event.Entered sample = Entries.sample(number);
        enter(sample.timestamp(), sample.amount(), sample.note());
    }

    @Override
    protected void apply(Event event) {
        balance.apply(event);
    }

    Balance balance() {
        return balance;
    }
}
