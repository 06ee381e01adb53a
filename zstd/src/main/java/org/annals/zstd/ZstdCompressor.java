package org.annals.zstd;

import static java.util.Objects.checkFromToIndex;

import org.annals.compression.CompressionDictionary;
import org.annals.compression.CorruptCompressionException;
import org.annals.compression.DictionaryCompressor;
import org.annals.compression.InflationLimitException;
import org.annals.compression.UnknownDictionaryException;
import org.jspecify.annotations.Nullable;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The compressor named {@code zstd}: Zstandard (RFC 8878), without a dictionary (id 3) or with some
 * (id 4).
 *
 * {@snippet class="org.annals.zstd.TrainingTest" region="dictionary"}
 *
 * <p>With a dictionary it is several times as fast as deflate, for a dictionary is prepared once
 * and not gone through for each event. The native library is loaded when it is used first. Its
 * memory is freed by the collector, together with this.
 *
 * <p>Safe for any number of threads. It keeps no more contexts than there are processors, for
 * compressing and for decompressing.
 */
public final class ZstdCompressor implements DictionaryCompressor {
    private static final int PLAIN = 3;
    private static final int WITH_DICTIONARIES = 4;
    private static final Cleaner CLEANER =
            Cleaner.create(
                    Thread.ofPlatform()
                            .name("annals-zstd-cleaner")
                            .inheritInheritableThreadLocals(false)
                            .factory());

    private final @Nullable CompressionDictionary active;
    private final Contexts contexts;

    private ZstdCompressor(@Nullable CompressionDictionary active, Contexts contexts) {
        this.active = active;
        this.contexts = contexts;
        CLEANER.register(this, contexts::close);
    }

    /** Makes the compressor with id 3, which needs nothing. */
    public ZstdCompressor() {
        this(null, Contexts.plain());
    }

    /**
     * Returns the compressor with id 4.
     *
     * @param active the dictionary to write with, and to read
     * @param forReading dictionaries that were active earlier
     * @throws IllegalArgumentException if two that differ have one id, or one begins like those of
     *     {@link #train} and is damaged
     */
    @Override
    public ZstdCompressor withDictionaries(
            CompressionDictionary active, CompressionDictionary... forReading) {
        Map<Integer, CompressionDictionary> known = new TreeMap<>();
        know(known, active);
        for (CompressionDictionary each : forReading) {
            know(known, each);
        }
        return new ZstdCompressor(active, Contexts.with(active, known));
    }

    private static void know(
            Map<Integer, CompressionDictionary> known, CompressionDictionary dictionary) {
        CompressionDictionary other = known.put(number(dictionary), dictionary);
        if (other != null && !other.equals(dictionary)) {
            throw new IllegalArgumentException(
                    "Two dictionaries have the id %s by chance. Train one of them again from other samples."
                            .formatted(dictionary.id()));
        }
    }

    private static int number(CompressionDictionary dictionary) {
        return HexFormat.fromHexDigits(dictionary.id());
    }

    /**
     * Returns a dictionary of what samples have in common, by Zstandard's own trainer, the same for
     * the same samples.
     *
     * <p>Besides pieces of the samples it has the frequencies of their bytes, so that small data is
     * compressed better than with those of {@link CompressionDictionary#train}; but it may have
     * whole pieces that stand in few samples only, or in one. Where that must not be, use the other
     * one, which this compressor takes as well.
     *
     * @param samples some hundreds or thousands, as they will be compressed; no more than the first
     *     4 MiB of them are looked at
     * @param maxBytes how long the dictionary may become, from 256 to {@link
     *     CompressionDictionary#MAX_LENGTH}
     * @throws IllegalArgumentException if the length is out of these bounds, or if the samples are
     *     too few, too short or too much alike
     */
    public static CompressionDictionary train(Iterable<byte[]> samples, int maxBytes) {
        return Training.train(samples, maxBytes);
    }

    @Override
    public String name() {
        return "zstd";
    }

    @Override
    public int id() {
        return active == null ? PLAIN : WITH_DICTIONARIES;
    }

    @Override
    public byte[] compress(byte[] bytes) {
        try {
            return contexts.compress(bytes, head());
        } finally {
            // Or the cleaner could free what the native library is using.
            Reference.reachabilityFence(this);
        }
    }

    private byte[] head() {
        return active == null
                ? new byte[0]
                : ByteBuffer.allocate(Integer.BYTES).putInt(number(active)).array();
    }

    @Override
    public byte[] decompress(byte[] compressed, int from, int limit) {
        checkFromToIndex(from, compressed.length, compressed.length);
        if (limit < 0) {
            throw new IllegalArgumentException(
                    "A limit of %d bytes is impossible: give 0 or more.".formatted(limit));
        }
        try {
            return active == null
                    ? frame(compressed, from, limit, null)
                    : frame(compressed, from + Integer.BYTES, limit, dictionary(compressed, from));
        } finally {
            // Or the cleaner could free what the native library is using.
            Reference.reachabilityFence(this);
        }
    }

    private int dictionary(byte[] compressed, int from) {
        int length = compressed.length - from;
        if (length < Integer.BYTES) {
            throw new CorruptCompressionException(length, "they end within a dictionary's id");
        }
        int number = ByteBuffer.wrap(compressed).getInt(from);
        if (!contexts.knows(number)) {
            throw new UnknownDictionaryException(HexFormat.of().toHexDigits(number));
        }
        return number;
    }

    private byte[] frame(byte[] compressed, int from, int limit, @Nullable Integer dictionary) {
        var format = dictionary == null ? Frame.Format.COMPLETE : Frame.Format.WITHOUT_MAGIC;
        long length = Frame.of(compressed, from, format).contentLength();
        if (length > limit) {
            throw new InflationLimitException(compressed.length - from, limit);
        }
        return contexts.decompress(compressed, from, Math.toIntExact(length), dictionary);
    }

    /** Returns the native memory, which is freed when this is not reachable any more. */
    Contexts contexts() {
        return contexts;
    }

    /** Returns the name and the id of the active dictionary. */
    @Override
    public String toString() {
        return active == null ? name() : "%s with dictionary %s".formatted(name(), active.id());
    }
}
