package org.annals.compression;

/**
 * Makes bytes smaller, and back.
 *
 * <p>What is compressed says nothing of the compressor that made it: whoever stores it keeps the
 * {@link #id} beside it. Compressed bytes are not trusted: whatever they are, the work and the
 * memory they cost are bounded by their own length and by the limit. Implementations may be shared
 * between threads.
 */
public interface Compressor {
    /** Returns the name by which a setting chooses it, such as {@code zlib}. */
    String name();

    /** Returns the number, from 1 to 255, under which its form is stored. It never changes. */
    int id();

    /** Returns the compressed form, which for small or random bytes may be longer than they. */
    byte[] compress(byte[] bytes);

    /**
     * Returns what was compressed.
     *
     * @param compressed an array that ends with the compressed form
     * @param from the index at which the compressed form begins
     * @param limit how many bytes may come out
     * @throws InflationLimitException if more would come out; no more than the limit was held
     * @throws CorruptCompressionException if it is malformed, cut, or followed by other bytes
     * @throws UnknownDictionaryException if it was made with a dictionary that is not here
     * @throws IllegalArgumentException if the limit is negative
     * @throws IndexOutOfBoundsException if {@code from} is outside the array
     */
    byte[] decompress(byte[] compressed, int from, int limit);
}
