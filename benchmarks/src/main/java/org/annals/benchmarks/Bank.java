package org.annals.benchmarks;

import org.annals.application.Application;
import org.annals.application.NoticeListener;
import org.annals.settings.Settings;

import java.util.ArrayList;
import java.util.List;

/** The application that is measured. May be shared between threads. */
final class Bank extends Application {
    private static final int SAVE_EVENTS = 500;

    private final Place place;

    private Bank(Settings settings, Place place) {
        super(settings.using(NoticeListener.class, notice -> {}), Ledger.TYPE);
        this.place = place;
    }

    /** Opens it as settings say that leave out the environment, which must not matter. */
    static Bank open(Settings settings, Place place) {
        return new Bank(settings, place);
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
        settle();
        return opened.stream().map(Ledger::id).toList();
    }

    /** Ends a time of filling. */
    void settle() {
        try {
            place.settle();
        } catch (Exception e) {
            throw new IllegalStateException("%s was not settled.".formatted(place), e);
        }
    }

    /** Returns the name in SQL of a table that is deleted with the log. */
    String table(String name) {
        return place.table(name);
    }

    /** Closes the log and deletes it. */
    @Override
    public void close() {
        super.close();
        try {
            place.close();
        } catch (Exception e) {
            throw new IllegalStateException("%s was not deleted.".formatted(place), e);
        }
    }
}
