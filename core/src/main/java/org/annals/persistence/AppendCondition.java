package org.annals.persistence;

import static java.util.Objects.requireNonNull;

/**
 * Under which circumstances an append may be recorded: always, or only if no event matches a query
 * after a position. Immutable.
 *
 * {@snippet class="org.annals.persistence.RequestsTest" region="condition"}
 */
public sealed interface AppendCondition {
    /** Returns the condition that always holds. */
    static AppendCondition none() {
        return new None();
    }

    /** Returns the condition that no event at all matches the query. */
    static FailIfMatching failIfMatching(Query query) {
        return new FailIfMatching(query, 0);
    }

    /** Always holds. */
    record None() implements AppendCondition {}

    /**
     * Holds if no event after a position matches a query.
     *
     * @param after 0 for the beginning of the log; may be beyond the head
     */
    record FailIfMatching(Query query, long after) implements AppendCondition {
        /**
         * @throws IllegalArgumentException if the position is negative
         */
        public FailIfMatching {
            requireNonNull(query, "query");
            Positions.requireNotNegative(after, "after");
        }

        /** Returns this condition for events after another position. */
        public FailIfMatching after(long position) {
            return new FailIfMatching(query, position);
        }
    }
}
