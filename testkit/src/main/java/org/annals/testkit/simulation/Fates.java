package org.annals.testkit.simulation;

import org.annals.testkit.simulation.Ordeal.CrashAfter;
import org.annals.testkit.simulation.Ordeal.CrashBefore;
import org.annals.testkit.simulation.Ordeal.None;
import org.annals.testkit.simulation.Ordeal.Seed;

import java.util.List;

/** What is done to a run, decision by decision; unless said otherwise nothing. For one thread. */
interface Fates {
    /** Returns what becomes of an append, by its number. */
    Fate of(int append);

    /** Returns how many processes run the system. */
    default int owners() {
        return 1;
    }

    /** Returns how many events a follower reads at a time. */
    default int pageSize() {
        return 500;
    }

    /** Returns how often a process is woken by a command. */
    default int wakeUps() {
        return 1;
    }

    /** Returns whether a process that has crashed is started again by now. */
    default boolean isStartedAgain() {
        return true;
    }

    /**
     * Returns whether the leases of a process that has crashed are over before it is there again.
     */
    default boolean areLeasesOver() {
        return true;
    }

    /** Returns the same things in the order in which they have their turn. */
    default <T> List<T> ordered(List<T> things) {
        return things;
    }

    /** Returns the seed of ids. */
    default long seed() {
        return 0;
    }

    static Fates of(Ordeal ordeal) {
        return switch (ordeal) {
            case None() -> append -> Fate.NOTHING;
            case CrashBefore(var wanted) -> once(wanted, Fate.CRASH_BEFORE);
            case CrashAfter(var wanted) -> once(wanted, Fate.CRASH_AFTER);
            case Seed(var seed) -> new Dice(seed);
        };
    }

    private static Fates once(int wanted, Fate fate) {
        return append -> append == wanted ? fate : Fate.NOTHING;
    }
}
