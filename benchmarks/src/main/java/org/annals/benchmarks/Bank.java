package org.annals.benchmarks;

import org.annals.application.Application;
import org.annals.settings.Settings;

import java.util.ArrayList;
import java.util.List;

/** The application that is measured. May be shared between threads. */
final class Bank extends Application {
    private static final int SAVE_EVENTS = 500;

    Bank(Settings settings) {
        super(settings, Ledger.TYPE);
    }

    /** Opens ledgers and saves them, one event each. */
    List<Ledger> open(int count) {
        List<Ledger> ledgers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Ledger ledger = Ledger.open(owner(i));
            save(ledger);
            ledgers.add(ledger);
        }
        return ledgers;
    }

    /** Returns who owns the ledger of an index. */
    static String owner(int index) {
        return "owner " + index;
    }

    /**
     * Fills an empty log with ledgers, whose events are mixed, and returns the ids.
     *
     * @param size how many events each ledger has; the entries are the samples from 0
     */
    List<String> fill(int ledgers, int size) {
        List<Ledger> opened = open(ledgers);
        int pending = 0;
        for (int number = 0; number < size - 1; number++) {
            for (Ledger ledger : opened) {
                ledger.enter(number);
            }
            pending += ledgers;
            if (pending >= SAVE_EVENTS) {
                save(opened.toArray(Ledger[]::new));
                pending = 0;
            }
        }
        save(opened.toArray(Ledger[]::new));
        return opened.stream().map(Ledger::id).toList();
    }
}
