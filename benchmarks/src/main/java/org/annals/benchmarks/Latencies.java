package org.annals.benchmarks;

/**
 * How long single operations took, each known to a sixteenth of its length. For one thread at a
 * time.
 */
final class Latencies {
    private static final int BITS = 4;
    private static final int STEPS = 1 << BITS;

    private final long[] counts = new long[(Long.SIZE - BITS) * STEPS];
    private long count;

    void add(long nanos) {
        counts[indexOf(Math.max(0, nanos))]++;
        count++;
    }

    void addAll(Latencies other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Returns the nanoseconds within which a share of the operations, from 0 to 1, was done. */
    double within(double share) {
        long left = (long) Math.ceil(count * share);
        for (int i = 0; i < counts.length; i++) {
            left -= counts[i];
            if (left <= 0) {
                return lowest(i);
            }
        }
        throw new IllegalArgumentException("There is no share of " + share + ".");
    }

    private static int indexOf(long nanos) {
        int shift = Math.max(0, Long.SIZE - BITS - 1 - Long.numberOfLeadingZeros(nanos));
        return (shift << BITS) + (int) (nanos >>> shift);
    }

    private static double lowest(int index) {
        int shift = Math.max(0, (index >> BITS) - 1);
        return Math.scalb((double) index - ((long) shift << BITS), shift);
    }
}
