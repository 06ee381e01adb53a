package org.annals.compression;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Deflates and inflates with objects that are used again, for they hold some hundred KiB of native
 * memory. As many are kept as there are processors; one too many is ended. Those kept are freed by
 * the collector together with this.
 */
final class Streams {
    private static final int KEPT = Runtime.getRuntime().availableProcessors();
    private static final int ROOM = 64;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final ArrayBlockingQueue<Deflater> deflaters = new ArrayBlockingQueue<>(KEPT);
    private final ArrayBlockingQueue<Inflater> inflaters = new ArrayBlockingQueue<>(KEPT);

    /** Returns how many objects are kept for use at this moment. */
    int kept() {
        return deflaters.size() + inflaters.size();
    }

    /** Returns the head and after it the deflated bytes. */
    byte[] deflate(byte[] bytes, byte[] head, @Nullable CompressionDictionary dictionary) {
        Deflater kept = deflaters.poll();
        Deflater deflater = kept == null ? new Deflater(Deflater.DEFAULT_COMPRESSION, true) : kept;
        try {
            deflater.reset();
            if (dictionary != null) {
                dictionary.giveTo(deflater);
            }
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = Arrays.copyOf(head, head.length + bytes.length / 2 + ROOM);
            int length = head.length + deflater.deflate(out, head.length, out.length - head.length);
            while (!deflater.finished()) {
                out = grown(out, LONGEST_ARRAY);
                length += deflater.deflate(out, length, out.length - length);
            }
            return Arrays.copyOf(out, length);
        } finally {
            if (!deflaters.offer(deflater)) {
                deflater.end();
            }
        }
    }

    /** Returns the inflated bytes, after all of the input is found to be one stream. */
    byte[] inflate(
            byte[] compressed, int from, int limit, @Nullable CompressionDictionary dictionary) {
        Inflater kept = inflaters.poll();
        Inflater inflater = kept == null ? new Inflater(true) : kept;
        try {
            inflater.reset();
            if (dictionary != null) {
                dictionary.giveTo(inflater);
            }
            inflater.setInput(compressed, from, compressed.length - from);
            return inflated(inflater, compressed.length - from, limit);
        } catch (DataFormatException e) {
            // Without the cause, whose message is zlib's own and would not help.
            throw new CorruptCompressionException(
                    compressed.length - from, "they are no deflate stream");
        } finally {
            if (!inflaters.offer(inflater)) {
                inflater.end();
            }
        }
    }

    private static byte[] inflated(Inflater inflater, int compressedLength, int limit)
            throws DataFormatException {
        // Room for one byte more than the limit, which tells whether there is one. F51: the room
        // grows with what has come out, never with what was announced.
        int most = Math.min(limit, LONGEST_ARRAY - 1) + 1;
        byte[] out = new byte[(int) Math.min(most, 2L * compressedLength + ROOM)];
        int length = 0;
        while (!inflater.finished()) {
            if (length == out.length) {
                out = grown(out, most);
            }
            int more = inflater.inflate(out, length, out.length - length);
            length += more;
            if (length > limit) {
                throw new InflationLimitException(compressedLength, limit);
            }
            if (more == 0 && !inflater.finished()) {
                throw new CorruptCompressionException(
                        compressedLength, "they end before their stream does");
            }
        }
        if (inflater.getRemaining() > 0) {
            throw new CorruptCompressionException(
                    compressedLength,
                    "%d bytes follow after their stream".formatted(inflater.getRemaining()));
        }
        return Arrays.copyOf(out, length);
    }

    private static byte[] grown(byte[] full, int most) {
        return Arrays.copyOf(full, (int) Math.min(most, 2L * full.length));
    }
}
