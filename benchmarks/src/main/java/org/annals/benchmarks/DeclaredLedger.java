package org.annals.benchmarks;

import org.annals.domain.Aggregate;
import org.annals.domain.Event;
import org.annals.domain.EventSourced;

import java.time.Instant;

/** The {@link Ledger} whose rest is generated. For one thread at a time. */
@EventSourced
abstract class DeclaredLedger extends Aggregate<DeclaredLedgerEvent> {
    private final Balance balance = new Balance();

    @Event("Opened")
    DeclaredLedger(String owner) {
        balance.open(owner);
    }

    /** Enters an amount. */
    @Event("Entered")
    void enter(Instant timestamp, Money amount, String note) {
        balance.enter(amount);
    }

    /** Enters a sample of a number. */
    void enter(long number) {
        Ledger.Event.Entered sample = Entries.sample(number);
        enter(sample.timestamp(), sample.amount(), sample.note());
    }

    Balance balance() {
        return balance;
    }
}
