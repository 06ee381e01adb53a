package org.annals.memory;

import java.util.Arrays;

/**
 * Rising positions. One thread at a time adds while others read; they may see positions beyond the
 * head that was {@linkplain Committed committed}, and must pass over them.
 */
final class PositionList {
    // Each is written after what it leads to, and a reader asks for the size first.
    private volatile long[] positions = new long[2];
    private volatile int size;

    /** Returns the list of these positions, which rise. The array is handed over. */
    static PositionList of(long[] rising) {
        var list = new PositionList();
        list.positions = rising;
        list.size = rising.length;
        return list;
    }

    void add(long position) {
        int last = size;
        long[] array = positions;
        if (last == array.length) {
            array = Arrays.copyOf(array, last * 2);
            positions = array;
        }
        array[last] = position;
        size = last + 1;
    }

    int size() {
        return size;
    }

    /** Returns the position at an index below a size that was returned before. */
    long get(int index) {
        return positions[index];
    }

    /** Returns the index of the first position above this one: the size if there is none. */
    int indexAbove(long position) {
        int end = size;
        int found = Arrays.binarySearch(positions, 0, end, position);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
