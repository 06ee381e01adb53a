package org.annals.benchmarks;

import java.math.BigDecimal;

/** What follows from the events of a ledger; yardsticks fold it too. For one thread at a time. */
final class Balance {
    private String owner = "";
    private long entries;
    private BigDecimal sum = BigDecimal.ZERO;

    /** What a snapshot keeps of it. */
    record State(String owner, long entries, BigDecimal sum) {}

    Balance() {}

    Balance(State state) {
        owner = state.owner();
        entries = state.entries();
        sum = state.sum();
    }

    State state() {
        return new State(owner, entries, sum);
    }

    void apply(Ledger.Event event) {
        switch (event) {
            case Ledger.Event.Opened(var by) -> open(by);
            case Ledger.Event.Entered(var timestamp, var amount, var note) -> enter(amount);
        }
    }

    void open(String by) {
        owner = by;
    }

    void enter(Money amount) {
        entries++;
        sum = sum.add(amount.value());
    }

    /**
     * @throws IllegalStateException if it is another one
     */
    void check(String expectedOwner, long expectedEntries, BigDecimal expectedSum) {
        Check.equal("owner", expectedOwner, owner);
        Check.equal("number of entries", expectedEntries, entries);
        Check.equal("balance", expectedSum, sum);
    }
}
