package org.annals.domain;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoField;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Version 7 UUIDs with sub-millisecond time in the 12 bits behind the milliseconds (RFC 9562,
 * section 6.2, method 3).
 *
 * <p>The random bits are SplitMix64 (Steele, Lea and Flood, 2014) over one shared counter with a
 * secret start: no lock, and no generator to seed for each virtual thread.
 */
final class UuidV7 implements IdSource {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;

    private final InstantSource clock;
    private final AtomicLong state = new AtomicLong(new SecureRandom().nextLong());

    UuidV7(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public UUID next() {
        Instant now = clock.instant();
        long fraction = (now.getLong(ChronoField.NANO_OF_SECOND) % 1_000_000) * 4096L / 1_000_000;
        long high = (now.toEpochMilli() << 16) | VERSION_7 | fraction;
        return new UUID(high, VARIANT | (mixed(state.getAndAdd(GOLDEN_GAMMA)) >>> 2));
    }

    private static long mixed(long counter) {
        long z = (counter ^ (counter >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
