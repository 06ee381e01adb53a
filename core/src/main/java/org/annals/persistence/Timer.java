package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Text;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * Something to be done at a time, which a process has set for itself. Immutable.
 *
 * @param process the name of the process
 * @param id of the process's own choice: another timer of the same process and id is replaced
 * @param dueOn UTC, cut to microseconds
 * @param data as the process wrote them
 */
public record Timer(String process, String id, Instant dueOn, Bytes data) {
    private static final Comparator<Timer> IN_ORDER =
            Comparator.comparing(Timer::dueOn).thenComparing(Timer::id, Text::compare);

    /**
     * @throws IllegalArgumentException if a name is blank or cannot be stored, or the time is too
     *     far away to be counted in microseconds
     */
    public Timer {
        requireName(process, "name of a process");
        requireName(id, "id of a timer");
        dueOn = dueOn.truncatedTo(ChronoUnit.MICROS);
        StoredEvent.microsOf(dueOn);
        requireNonNull(data, "data");
    }

    /** Returns the order in which timers of one process fall due: by time, then by id. */
    public static Comparator<Timer> inOrder() {
        return IN_ORDER;
    }

    /**
     * Returns the microseconds since 1970 of the last moment that is not after an instant, as far
     * as they can be counted.
     */
    public static long microsUntil(Instant until) {
        try {
            return StoredEvent.microsOf(until.truncatedTo(ChronoUnit.MICROS));
        } catch (IllegalArgumentException tooFar) {
            return until.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    static void requireName(String name, String what) {
        Text.requireStorable(name, what);
        if (name.isBlank()) {
            throw new IllegalArgumentException("The %s is blank.".formatted(what));
        }
    }
}
