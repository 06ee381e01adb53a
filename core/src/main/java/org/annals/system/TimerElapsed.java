package org.annals.system;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventType;

import java.time.Instant;

/**
 * The event that says that the time has come for which a process has set a timer. It is recorded
 * once, in the log of the process's application, at the time or later, and belongs to no aggregate.
 * Immutable.
 *
 * @param process the id of the process
 * @param timer its name
 * @param dueOn the time for which it was set
 */
@EventType(name = "annals.TimerElapsed")
public record TimerElapsed(String process, String timer, Instant dueOn) {
    /** Requires all. */
    public TimerElapsed {
        requireNonNull(process, "process");
        requireNonNull(timer, "timer");
        requireNonNull(dueOn, "dueOn");
    }
}
