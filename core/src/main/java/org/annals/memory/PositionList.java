package org.annals.memory;

import java.util.Arrays;

/** Rising positions. Not safe for threads. */
final class PositionList {
    private long[] positions = new long[2];
    private int size;

    void add(long position) {
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, size * 2);
        }
        positions[size++] = position;
    }

    int size() {
        return size;
    }

    long get(int index) {
        return positions[index];
    }

    /** Returns the index of the first position above this one: the size if there is none. */
    int indexAbove(long position) {
        int found = Arrays.binarySearch(positions, 0, size, position);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
