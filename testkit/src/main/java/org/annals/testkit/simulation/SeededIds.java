package org.annals.testkit.simulation;

import org.annals.domain.IdSource;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that follow from a seed and their number, in no order. May be shared between threads. */
final class SeededIds implements IdSource {
    private static final long VERSION_BITS = 0xF000L;
    private static final long VERSION = 0x4000L;
    private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final long high;
    private final AtomicLong count = new AtomicLong();

    SeededIds(long seed) {
        this.high = new SplittableRandom(seed).nextLong();
    }

    @Override
    public UUID next() {
        long number = count.incrementAndGet();
        var random = new SplittableRandom(high ^ number);
        // The number makes it unique, whatever is drawn.
        return new UUID(
                (random.nextLong() & ~VERSION_BITS) | VERSION,
                (random.nextLong() & ~VARIANT_BITS & ~0xFFFF_FFFFL) | VARIANT | number);
    }
}
