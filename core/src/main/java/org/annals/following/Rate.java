package org.annals.following;

import java.util.function.LongSupplier;

/** How many things happen in a second, over the last five to ten. For one thread at a time. */
final class Rate {
    private static final long SPAN = 5_000_000_000L;
    private static final double SECOND = 1e9;

    private final LongSupplier nanos;
    private long earlier;
    private long earlierCount;
    private long later;
    private long laterCount;
    private long count;

    Rate(LongSupplier nanos) {
        this.nanos = nanos;
        this.earlier = nanos.getAsLong();
        this.later = earlier;
    }

    void add(int more) {
        rotate();
        count += more;
    }

    double perSecond() {
        rotate();
        long time = nanos.getAsLong() - earlier;
        return time <= 0 ? 0 : (count - earlierCount) * SECOND / time;
    }

    private void rotate() {
        long now = nanos.getAsLong();
        if (now - later >= SPAN) {
            boolean isOld = now - later >= 2 * SPAN;
            earlier = isOld ? now - SPAN : later;
            earlierCount = isOld ? count : laterCount;
            later = now;
            laterCount = count;
        }
    }
}
