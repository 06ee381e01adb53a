package org.annals.testkit.simulation;

import org.annals.application.Application;

import java.time.Duration;

/**
 * A system in one run of a simulation, as seen by a process that gives commands and asks: it has
 * the applications, follows nobody and never crashes. For one thread.
 */
public final class SimulatedSystem {
    private final Run run;

    SimulatedSystem(Run run) {
        this.run = run;
    }

    /**
     * Returns an application, always the same, whatever crashes.
     *
     * @throws IllegalArgumentException if it is not part of the system; the message names those
     *     that are
     */
    public <A extends Application> A get(Class<A> type) {
        return run.get(type);
    }

    /**
     * Moves the clock, which otherwise stands still, and lets what is due by then happen.
     *
     * @throws IllegalArgumentException if the step is negative
     */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException(
                    "The clock cannot go back by %s.".formatted(step.negated()));
        }
        run.advance(step);
    }

    /**
     * Lets everything be followed that was recorded so far, and what follows from it: for a script
     * that reads what followers have made of its commands. At its end that is done in any case.
     *
     * @throws AssertionError if there is no end to it
     * @throws RuntimeException what a follower has paused at
     */
    public void settle() {
        run.settle();
    }
}
