package org.annals.benchmarks;

import java.math.BigDecimal;
import java.util.List;

/**
 * A bank with ledgers of one size, whose events are mixed, to be loaded in turn. For one thread at
 * a time.
 *
 * @param size how many events each ledger has
 */
record FilledBank(Bank bank, List<String> ids, int size) implements AutoCloseable {
    /** Fills a bank that is empty, and closes it in the end. */
    static FilledBank of(Bank bank, int ledgers, int size) {
        return new FilledBank(bank, bank.fill(ledgers, size), size);
    }

    /** Takes a snapshot of each ledger as it is now. */
    void takeSnapshots() {
        for (String id : ids) {
            Check.equal(
                    "version of a snapshot",
                    (long) size,
                    bank.repository().takeSnapshot(Ledger.class, id));
        }
    }

    /** Returns the loop in which the library loads each ledger, and checks it. */
    Loop loading() {
        return loading(this::loaded);
    }

    /** Returns the loop in which each ledger is loaded in some way, and checked. */
    Loop loading(Loading loading) {
        BigDecimal sum = Entries.sum(size - 1);
        return () -> {
            for (int i = 0; i < ids.size(); i++) {
                loading.load(ids.get(i)).check(Bank.owner(i), size - 1, sum);
            }
            return ids.size();
        };
    }

    private Balance loaded(String id) {
        Ledger ledger = bank.repository().get(Ledger.class, id);
        Check.equal("version", (long) size, ledger.version());
        return ledger.balance();
    }

    @Override
    public void close() {
        bank.close();
    }

    /** A way to get the balance of a ledger. */
    @FunctionalInterface
    interface Loading {
        Balance load(String id) throws Exception;
    }
}
