package org.annals.zstd;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdException;

import org.annals.compression.CompressionDictionary;
import org.annals.compression.CorruptCompressionException;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The native memory of a compressor: contexts, which are used again, and dictionaries. Whoever has
 * it closes it, after the last call.
 */
final class Contexts {
    private static final int LEVEL = 3;

    private final @Nullable ZstdDictCompress writing;
    private final Map<Integer, ZstdDictDecompress> reading = new TreeMap<>();
    private final Pool<ZstdCompressCtx> compressing;
    private final Pool<ZstdDecompressCtx> decompressing;

    private Contexts(@Nullable ZstdDictCompress writing) {
        this.writing = writing;
        this.compressing = new Pool<>(this::compressor, ZstdCompressCtx::close);
        this.decompressing = new Pool<>(this::decompressor, ZstdDecompressCtx::close);
    }

    static Contexts plain() {
        return new Contexts(null);
    }

    /**
     * @throws IllegalArgumentException if the native library does not take one of them
     */
    static Contexts with(CompressionDictionary active, Map<Integer, CompressionDictionary> known) {
        var contexts = new Contexts(taken(active, bytes -> new ZstdDictCompress(bytes, LEVEL)));
        known.forEach(
                (number, dictionary) ->
                        contexts.reading.put(number, taken(dictionary, ZstdDictDecompress::new)));
        return contexts;
    }

    private static <T> T taken(CompressionDictionary dictionary, Function<byte[], T> taker) {
        try {
            return taker.apply(dictionary.toArray());
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(
                    "The dictionary %s begins as one that was trained for Zstandard, and is damaged. Restore its file from a backup."
                            .formatted(dictionary.id()),
                    e);
        }
    }

    private ZstdCompressCtx compressor() {
        // A checksum would be a third one, beside that of the cipher and the hash chain.
        var context = new ZstdCompressCtx().setLevel(LEVEL).setContentSize(true).setChecksum(false);
        return writing == null
                ? context
                : context.loadDict(writing).setDictID(false).setMagicless(true);
    }

    private ZstdDecompressCtx decompressor() {
        return new ZstdDecompressCtx().setMagicless(writing != null);
    }

    boolean knows(int dictionary) {
        return reading.containsKey(dictionary);
    }

    /** Returns the head and after it the frame. */
    byte[] compress(byte[] bytes, byte[] head) {
        ZstdCompressCtx context = compressing.take();
        try {
            long most = head.length + Zstd.compressBound(bytes.length);
            byte[] out = Arrays.copyOf(head, Math.toIntExact(most));
            int length =
                    context.compressByteArray(
                            out, head.length, out.length - head.length, bytes, 0, bytes.length);
            return Arrays.copyOf(out, head.length + length);
        } finally {
            compressing.giveBack(context);
        }
    }

    /**
     * Returns the content of one frame.
     *
     * @param length how long it is
     * @param dictionary the number of one that is known, or null
     */
    byte[] decompress(byte[] compressed, int from, int length, @Nullable Integer dictionary) {
        ZstdDecompressCtx context = decompressing.take();
        try {
            if (dictionary != null) {
                context.loadDict(reading.get(dictionary));
            }
            byte[] out = new byte[length];
            int came =
                    context.decompressByteArray(
                            out, 0, length, compressed, from, compressed.length - from);
            if (came != length) {
                throw new CorruptCompressionException(
                        compressed.length - from, "they become less than they announce");
            }
            return out;
        } catch (ZstdException e) {
            // Without the cause, whose message is the library's own and would not help.
            throw new CorruptCompressionException(
                    compressed.length - from, "they cannot be decompressed");
        } finally {
            decompressing.giveBack(context);
        }
    }

    /** Returns how many contexts are kept for use at this moment. */
    int kept() {
        return compressing.kept() + decompressing.kept();
    }

    /** Frees the memory. */
    void close() {
        // A dictionary can be closed only after every context that it was loaded into.
        compressing.close();
        decompressing.close();
        if (writing != null) {
            writing.close();
        }
        reading.values().forEach(ZstdDictDecompress::close);
    }
}
