package org.annals.persistence;

import static java.util.Objects.requireNonNull;

/**
 * What an append changes of what a process keeps beside its events. Immutable. The changes of one
 * append are made in their order, each seeing those before it.
 */
public sealed interface ProcessChange {
    /** Parks an event. If it is parked already, nothing changes. */
    record Park(ParkedEvent event) implements ProcessChange {
        public Park {
            requireNonNull(event, "event");
        }
    }

    /**
     * Parks an event behind others of its key. If none of the key is parked before this append, or
     * by it, the append is refused with {@link ParkedKeyGoneException}: the event need not wait.
     */
    record ParkBehind(ParkedEvent event) implements ProcessChange {
        public ParkBehind {
            requireNonNull(event, "event");
        }
    }

    /**
     * Takes an event out of those that are parked: it was processed in this append, or given up. If
     * it is not parked the append is refused with {@link ParkedEventGoneException}.
     *
     * @param position of the event in the upstream log
     */
    record Unpark(String upstream, long position) implements ProcessChange {
        /**
         * @throws IllegalArgumentException if there can be no such event
         */
        public Unpark {
            ParkedEvent.requirePlace(upstream, position);
        }
    }

    /** Sets a timer, in place of any of the same process and id. */
    record SetTimer(Timer timer) implements ProcessChange {
        public SetTimer {
            requireNonNull(timer, "timer");
        }
    }

    /** Removes a timer, however it is set. If it is not set, nothing changes. */
    record CancelTimer(String process, String id) implements ProcessChange {
        /**
         * @throws IllegalArgumentException if there can be no such timer
         */
        public CancelTimer {
            Timer.requireName(process, "name of a process");
            Timer.requireName(id, "id of a timer");
        }
    }

    /**
     * Removes a timer whose work is done in this append. If it is not set, or is set otherwise than
     * given, the append is refused with {@link TimerGoneException}: so it is fired once.
     */
    record FireTimer(Timer timer) implements ProcessChange {
        public FireTimer {
            requireNonNull(timer, "timer");
        }
    }
}
