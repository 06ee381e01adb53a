package org.annals.zstd;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.compression.CompressionDictionary;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Data of the tests, and dictionaries for it. */
final class Samples {
    static final byte[] TRICK =
            "{\"dog\":\"fido-77\",\"trick\":\"roll over, and sit\",\"since\":\"2026-11-30\"}"
                    .getBytes(UTF_8);

    /** One that was trained, and has Zstandard's own form. */
    static final CompressionDictionary TRAINED = ZstdCompressor.train(tricks(1_000), 1_024);

    /** One that is a piece of text. */
    static final CompressionDictionary TEXT =
            CompressionDictionary.of("{\"dog\":\"roll over, and sit".getBytes(UTF_8));

    private Samples() {}

    static List<byte[]> tricks(int count) {
        List<String> tricks = List.of("roll over", "sit", "sit down, and up", "roll over, and sit");
        var random = new Random(7);
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                "{\"dog\":\"fido-%d\",\"trick\":\"%s\",\"since\":\"20%02d-11-%02d\"}"
                                        .formatted(
                                                i,
                                                tricks.get(random.nextInt(4)),
                                                random.nextInt(30),
                                                random.nextInt(30))
                                        .getBytes(UTF_8))
                .toList();
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
