package org.annals.projection;

import org.annals.domain.Dog.Event.Registered;
import org.annals.domain.Dog.Event.TrickAdded;
import org.annals.memory.MemoryRecorder;
import org.annals.memory.MemoryTables;

/** How many dogs there are, and how many can do what, in memory. */
// @start region="projection"
record Tricks(MemoryTables tables, String table) {
    static final Projection<Tricks> TRICKS =
            Projection.of("tricks", Tricks::of)
                    .on(Registered.class, (view, event) -> view.count("dogs"))
                    .on(TrickAdded.class, (view, event) -> view.count(event.trick()));

    static Tricks of(ViewTransaction transaction) {
        return new Tricks(transaction.as(MemoryTables.class), transaction.table("tricks"));
    }

    void count(String what) {
        tables.put(table, what, Integer.toString(counted(what) + 1));
    }

    int counted(String what) {
        return tables.find(table, what).map(Integer::valueOf).orElse(0);
    }

    // @end

    /** Reads the edition that is live. */
    static int counted(MemoryRecorder recorder, String what) {
        Edition live = ViewStore.of(recorder).liveEdition("tricks").orElseThrow();
        return counted(recorder, live, what);
    }

    static int counted(MemoryRecorder recorder, Edition edition, String what) {
        return recorder.readTables(
                tables -> new Tricks(tables, edition.table("tricks")).counted(what));
    }
}
