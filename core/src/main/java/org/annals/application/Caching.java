package org.annals.application;

import org.annals.settings.NamedSettings;
import org.jspecify.annotations.Nullable;

import java.util.OptionalInt;

/**
 * What settings say of the cache. Immutable.
 *
 * @param most how many objects it has, 0 for no bound; empty if there is no cache
 * @param standard what is new enough where nothing is said
 * @param skipping whether what somebody else brings up to date is taken as it is
 */
record Caching(OptionalInt most, LoadPolicy standard, boolean skipping) {
    private static final String MAXSIZE = "AGGREGATE_CACHE_MAXSIZE";
    private static final String FASTFORWARD = "AGGREGATE_CACHE_FASTFORWARD";
    private static final String SKIPPING = "AGGREGATE_CACHE_FASTFORWARD_SKIPPING";

    static Caching from(NamedSettings settings) {
        OptionalInt most =
                settings.find(MAXSIZE).isPresent()
                        ? OptionalInt.of(settings.number(MAXSIZE, 0, 0, Integer.MAX_VALUE))
                        : OptionalInt.empty();
        return new Caching(
                most,
                settings.flag(FASTFORWARD, true) ? LoadPolicy.current() : LoadPolicy.cached(),
                settings.flag(SKIPPING, false));
    }

    /** Returns the cache, or null if there is none. */
    @Nullable AggregateCache open() {
        return most.isPresent() ? new AggregateCache(most.getAsInt()) : null;
    }
}
