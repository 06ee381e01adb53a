package org.annals.testkit.simulation;

import org.annals.following.FollowerStatus;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** A process that runs the system, and is started again when it has crashed. For one thread. */
final class Owner {
    private final int number;
    private final Run run;
    private final Fates fates;
    private @Nullable Life life;
    private @Nullable Life before;
    private boolean isInTurn;

    Owner(int number, Run run, Fates fates) {
        this.number = number;
        this.run = run;
        this.fates = fates;
    }

    /**
     * Follows what is there, if it may be started where it does not run, and returns whether
     * nothing is left.
     */
    boolean turn(boolean mayStart) {
        if (isInTurn || (life == null && !mayStart)) {
            return false;
        }
        isInTurn = true;
        try {
            Life living = life == null ? begun() : life;
            life = living;
            boolean isQuiet = living.turn();
            if (living.isGone()) {
                bury(living);
            }
            return isQuiet;
        } finally {
            isInTurn = false;
        }
    }

    private Life begun() {
        if (before != null) {
            before.endLeases();
            before = null;
        }
        var begun = new Life(this, run);
        try {
            begun.begin();
        } catch (RuntimeException | Error e) {
            // A constructor may append, too.
            if (!begun.isGone()) {
                throw e;
            }
        }
        return begun;
    }

    private void bury(Life dead) {
        life = null;
        dead.close();
        if (fates.areLeasesOver()) {
            dead.endLeases();
        } else {
            before = dead;
        }
    }

    /** Returns what one of its followers has paused at, if any. */
    @Nullable Throwable failure() {
        return life == null ? null : life.failure();
    }

    List<FollowerStatus> status() {
        return life == null ? List.of() : life.status();
    }

    void close() {
        if (life != null) {
            life.close();
        }
    }

    @Override
    public String toString() {
        return "process %d".formatted(number);
    }
}
