package org.annals.persistence;

import java.util.Arrays;

/** A sequence of bytes that never changes, equal to any other with the same bytes. */
public final class Bytes {
    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /** Returns no bytes. */
    public static Bytes empty() {
        return EMPTY;
    }

    /** Returns these bytes, copied. */
    public static Bytes copyOf(byte[] array) {
        return new Bytes(array.clone());
    }

    /**
     * Returns these bytes without copying them. The caller must have made the array and must not
     * touch it again.
     */
    public static Bytes handOver(byte[] array) {
        return new Bytes(array);
    }

    /** Returns the number of bytes. */
    public int length() {
        return array.length;
    }

    /** Returns the byte at an index from 0. */
    public byte at(int index) {
        return array[index];
    }

    /** Returns a copy as an array. */
    public byte[] toArray() {
        return array.clone();
    }

    /** Returns a copy, as an array, of the bytes from an index on. */
    public byte[] toArray(int from) {
        return Arrays.copyOfRange(array, from, array.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    /** Returns the length, and nothing of the content. */
    @Override
    public String toString() {
        return "Bytes[" + array.length + "]";
    }
}
