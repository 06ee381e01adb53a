package org.annals.compression;

import java.util.Arrays;

/**
 * In how many samples each gram occurs. A hash table of plain arrays, because most grams of four
 * million bytes occur once.
 */
final class GramTable {
    /** The index of no gram. */
    static final int NONE = -1;

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long[] keys;
    private final int[] counts;
    private final int[] lastSamples;
    private final int shift;

    /**
     * @param most how many grams there can be
     */
    GramTable(int most) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * most + 1);
        this.shift = Long.SIZE - bits;
        this.keys = new long[1 << bits];
        this.counts = new int[1 << bits];
        this.lastSamples = new int[1 << bits];
        Arrays.fill(lastSamples, NONE);
    }

    /**
     * Counts a gram, once for each sample, and returns its index.
     *
     * @param sample the number of the sample, from 0; they come one after the other
     */
    int count(long gram, int sample) {
        int index = (int) ((gram * MIX) >>> shift);
        while (counts[index] > 0 && keys[index] != gram) {
            index = (index + 1) & (keys.length - 1);
        }
        keys[index] = gram;
        if (lastSamples[index] != sample) {
            lastSamples[index] = sample;
            counts[index]++;
        }
        return index;
    }

    /** Returns the counts by index. */
    int[] counts() {
        return counts;
    }
}
