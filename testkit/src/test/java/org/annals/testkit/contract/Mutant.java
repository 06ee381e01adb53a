package org.annals.testkit.contract;

import org.annals.persistence.StoredEvent;

import java.util.function.UnaryOperator;

/**
 * A recorder with one defect, and the test that is there to catch it.
 *
 * @param defect what is wrong with it
 * @param contract where the test stands
 * @param test the name of the test
 * @param kind whether its store is kept
 * @param opener opens it
 */
record Mutant(
        String defect,
        Class<? extends RecorderContract> contract,
        String test,
        ListFixture.Kind kind,
        ListFixture.Opener opener) {

    /** Makes a reader. */
    @FunctionalInterface
    interface ReaderMaker {
        ListReader make(ListStore store, long pageBytes);
    }

    /** Makes what keeps snapshots. */
    @FunctionalInterface
    interface SnapshotsMaker {
        ListSnapshots make(ListStore store);
    }

    /** Returns a recorder that is wrong in one step. */
    static Mutant of(
            String defect,
            Class<? extends RecorderContract> contract,
            String test,
            ListFixture.Opener opener) {
        return new Mutant(defect, contract, test, ListFixture.Kind.FORGOTTEN, opener);
    }

    /** Returns a recorder that reads wrongly. */
    static Mutant reading(
            String defect,
            Class<? extends RecorderContract> contract,
            String test,
            ReaderMaker maker) {
        return of(
                defect,
                contract,
                test,
                (store, limits) ->
                        new ListRecorder(store, limits, maker.make(store, limits.pageBytes())));
    }

    /** Returns a recorder that keeps snapshots wrongly. */
    static Mutant snapshots(
            String defect,
            Class<? extends RecorderContract> contract,
            String test,
            SnapshotsMaker maker) {
        return of(
                defect,
                contract,
                test,
                (store, limits) ->
                        new ListRecorder(
                                store,
                                limits,
                                new ListReader(store, limits.pageBytes()),
                                maker.make(store)));
    }

    /** Makes what keeps parked events and timers. */
    @FunctionalInterface
    interface ProcessesMaker {
        ListProcesses make(ListStore store);
    }

    /** Returns what opens a recorder that keeps parked events and timers wrongly. */
    static ListFixture.Opener processes(ProcessesMaker maker) {
        return (store, limits) ->
                new ListRecorder(
                        store,
                        limits,
                        new ListReader(store, limits.pageBytes()),
                        new ListSnapshots(store),
                        new ListLeases(store),
                        maker.make(store));
    }

    /** Returns a recorder that keeps something else than it is given. */
    static Mutant keeping(
            String defect,
            Class<? extends RecorderContract> contract,
            String test,
            UnaryOperator<StoredEvent> change) {
        return of(
                defect,
                contract,
                test,
                (store, limits) ->
                        new ListRecorder(store, limits) {
                            @Override
                            StoredEvent kept(StoredEvent event) {
                                return change.apply(event);
                            }
                        });
    }

    /** Returns this defect in a store that is kept and shared. */
    Mutant kept() {
        return new Mutant(defect, contract, test, ListFixture.Kind.KEPT, opener);
    }

    RecorderFixture open() {
        return new ListFixture(kind, opener);
    }

    @Override
    public String toString() {
        return defect;
    }
}
