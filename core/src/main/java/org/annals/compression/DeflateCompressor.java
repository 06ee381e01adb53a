package org.annals.compression;

import static java.util.Objects.checkFromToIndex;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * The compressor named {@code zlib}: raw deflate (RFC 1951), without a dictionary (id 1) or with
 * one (id 2).
 *
 * <p>An event of a few hundred bytes hardly repeats anything, so by itself it hardly gets smaller;
 * with a dictionary it repeats that. The price is that of going through the dictionary for every
 * event, so one of some KiB is better than the largest. Safe for any number of threads.
 */
public final class DeflateCompressor implements DictionaryCompressor {
    private static final int PLAIN = 1;
    private static final int WITH_DICTIONARY = 2;

    private final Streams streams = new Streams();
    private final @Nullable CompressionDictionary active;
    private final Map<Integer, CompressionDictionary> known = new TreeMap<>();

    private DeflateCompressor(@Nullable CompressionDictionary active) {
        this.active = active;
    }

    /** Returns the compressor with id 1, which needs nothing. */
    public static DeflateCompressor plain() {
        return new DeflateCompressor(null);
    }

    /**
     * Returns the compressor with id 2.
     *
     * @param active the dictionary to write with, and to read
     * @param forReading dictionaries that were active earlier
     * @throws IllegalArgumentException if two that differ have one id
     */
    public static DeflateCompressor with(
            CompressionDictionary active, CompressionDictionary... forReading) {
        var compressor = new DeflateCompressor(active);
        compressor.know(active);
        for (CompressionDictionary each : forReading) {
            compressor.know(each);
        }
        return compressor;
    }

    @Override
    public DeflateCompressor withDictionaries(
            CompressionDictionary active, CompressionDictionary... forReading) {
        return with(active, forReading);
    }

    private void know(CompressionDictionary dictionary) {
        CompressionDictionary other = known.put(dictionary.number(), dictionary);
        if (other != null && !other.equals(dictionary)) {
            throw new IllegalArgumentException(
                    "Two dictionaries have the id %s by chance. Train one of them again from other samples."
                            .formatted(dictionary.id()));
        }
    }

    @Override
    public String name() {
        return "zlib";
    }

    @Override
    public int id() {
        return active == null ? PLAIN : WITH_DICTIONARY;
    }

    @Override
    public byte[] compress(byte[] bytes) {
        if (active == null) {
            return streams.deflate(bytes, new byte[0], null);
        }
        byte[] head = ByteBuffer.allocate(Integer.BYTES).putInt(active.number()).array();
        return streams.deflate(bytes, head, active);
    }

    @Override
    public byte[] decompress(byte[] compressed, int from, int limit) {
        checkFromToIndex(from, compressed.length, compressed.length);
        if (limit < 0) {
            throw new IllegalArgumentException(
                    "A limit of %d bytes is impossible: give 0 or more.".formatted(limit));
        }
        if (active == null) {
            return streams.inflate(compressed, from, limit, null);
        }
        int length = compressed.length - from;
        if (length < Integer.BYTES) {
            throw new CorruptCompressionException(length, "they end within a dictionary's id");
        }
        int number = ByteBuffer.wrap(compressed).getInt(from);
        CompressionDictionary dictionary = known.get(number);
        if (dictionary == null) {
            throw new UnknownDictionaryException(CompressionDictionary.id(number));
        }
        return streams.inflate(compressed, from + Integer.BYTES, limit, dictionary);
    }

    /** Returns how many native objects are kept for use at this moment. */
    int kept() {
        return streams.kept();
    }

    /** Returns the name and the id of the active dictionary. */
    @Override
    public String toString() {
        return active == null ? name() : "%s with dictionary %s".formatted(name(), active.id());
    }
}
