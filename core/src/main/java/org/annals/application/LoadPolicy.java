package org.annals.application;

import java.time.Duration;

/**
 * How new an object must be that a repository returns, where it has a cache. Without one it is
 * always current. Immutable.
 */
public sealed interface LoadPolicy {
    /** Returns the policy that looks in the log for what was added since. */
    static LoadPolicy current() {
        return new Current();
    }

    /**
     * Returns the policy that takes what is cached, if anything is. What this application has saved
     * itself is always there; what others have saved may not be.
     */
    static LoadPolicy cached() {
        return new Cached();
    }

    /**
     * Returns the policy that takes what is cached if it was current no longer ago than this, by
     * the clock of the process.
     *
     * @throws IllegalArgumentException if the age is negative
     */
    static LoadPolicy staleBy(Duration age) {
        return new StaleBy(age);
    }

    /** See {@link #current()}. */
    record Current() implements LoadPolicy {}

    /** See {@link #cached()}. */
    record Cached() implements LoadPolicy {}

    /**
     * See {@link #staleBy}.
     *
     * @param age at most
     */
    record StaleBy(Duration age) implements LoadPolicy {
        /**
         * @throws IllegalArgumentException if the age is negative
         */
        public StaleBy {
            if (age.isNegative()) {
                throw new IllegalArgumentException(
                        "An age of %s is impossible: give zero or more.".formatted(age));
            }
        }
    }
}
