package org.annals.zstd;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

import org.annals.compression.CompressionDictionary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Zstandard's own trainer of dictionaries. Stateless. */
final class Training {
    private static final int LEAST_LENGTH = 256;
    private static final int MOST_BYTES = 4 << 20;

    private Training() {}

    static CompressionDictionary train(Iterable<byte[]> samples, int maxBytes) {
        if (maxBytes < LEAST_LENGTH || maxBytes > CompressionDictionary.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A dictionary of at most %d bytes cannot be trained: give from %d to %d."
                            .formatted(maxBytes, LEAST_LENGTH, CompressionDictionary.MAX_LENGTH));
        }
        byte[][] looked = first(samples);
        byte[] dictionary = new byte[maxBytes];
        long length;
        try {
            length = Zstd.trainFromBuffer(looked, dictionary);
        } catch (ZstdException e) {
            throw tooLittle(looked, String.valueOf(e.getMessage()));
        }
        if (Zstd.isError(length)) {
            throw tooLittle(looked, Zstd.getErrorName(length));
        }
        return CompressionDictionary.of(Arrays.copyOf(dictionary, Math.toIntExact(length)));
    }

    private static IllegalArgumentException tooLittle(byte[][] samples, String why) {
        return new IllegalArgumentException(
                "No dictionary can be trained from %d samples (%s). Give some hundreds or thousands, which have something in common and are not all the same."
                        .formatted(samples.length, why));
    }

    private static byte[][] first(Iterable<byte[]> samples) {
        List<byte[]> first = new ArrayList<>();
        int bytes = 0;
        for (byte[] each : samples) {
            if (bytes + (long) each.length > MOST_BYTES) {
                break;
            }
            bytes += each.length;
            first.add(each);
        }
        return first.toArray(byte[][]::new);
    }
}
