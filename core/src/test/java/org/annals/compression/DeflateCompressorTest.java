package org.annals.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

final class DeflateCompressorTest {
    private static final CompressionDictionary DICTIONARY =
            CompressionDictionary.of("sit down, roll over, and sit again".getBytes(UTF_8));
    private static final CompressionDictionary OLDER =
            CompressionDictionary.of("play dead".getBytes(UTF_8));
    private static final List<DeflateCompressor> BOTH =
            List.of(DeflateCompressor.plain(), DeflateCompressor.with(DICTIONARY));
    private static final byte[] TRICK = "{\"trick\":\"roll over, and sit\"}".getBytes(UTF_8);

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatIsCompressedComesBackAtAnyLength() {
        for (DeflateCompressor compressor : BOTH) {
            for (int length : new int[] {0, 1, 2, 63, 64, 65, 1_000, 40_000, 1 << 20}) {
                for (byte[] bytes : List.of(new byte[length], random(length))) {
                    byte[] compressed = compressor.compress(bytes);

                    assertThat(compressor.decompress(compressed, 0, length)).isEqualTo(bytes);
                }
            }
        }
    }

    @Test
    void theCompressedFormMayStandAnywhereAtTheEndOfAnArray() {
        for (DeflateCompressor compressor : BOTH) {
            byte[] compressed = compressor.compress(TRICK);
            byte[] stored = new byte[3 + compressed.length];
            System.arraycopy(compressed, 0, stored, 3, compressed.length);

            assertThat(compressor.decompress(stored, 3, 1_000)).isEqualTo(TRICK);
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> compressor.decompress(stored, stored.length + 1, 1_000));
        }
    }

    @Test
    void thePlainFormIsTheRawDeflateOfAnyOtherProgram() throws IOException {
        byte[] foreign = deflated(TRICK);
        byte[] ours = DeflateCompressor.plain().compress(TRICK);

        assertThat(DeflateCompressor.plain().decompress(foreign, 0, 1_000)).isEqualTo(TRICK);
        try (var in = new InflaterInputStream(new ByteArrayInputStream(ours), new Inflater(true))) {
            assertThat(in.readAllBytes()).isEqualTo(TRICK);
        }
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflating.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void theFormWithADictionaryBeginsWithItsId() {
        byte[] compressed = DeflateCompressor.with(DICTIONARY).compress(TRICK);

        assertThat(
                        "%02x%02x%02x%02x"
                                .formatted(
                                        compressed[0], compressed[1], compressed[2], compressed[3]))
                .isEqualTo(DICTIONARY.id());
        assertThat(compressed).hasSizeLessThan(DeflateCompressor.plain().compress(TRICK).length);
    }

    @Test
    void bothFormsHaveOneNameAndTwoIds() {
        assertThat(BOTH).extracting(Compressor::name).containsExactly("zlib", "zlib");
        assertThat(BOTH).extracting(Compressor::id).containsExactly(1, 2);
        assertThat(BOTH)
                .extracting(Object::toString)
                .containsExactly("zlib", "zlib with dictionary " + DICTIONARY.id());
    }

    @Test
    void afterAChangeOfDictionaryTheOlderOneIsRead() {
        byte[] old = DeflateCompressor.with(OLDER).compress(TRICK);
        var now = DeflateCompressor.with(DICTIONARY, OLDER);

        assertThat(now.decompress(old, 0, 1_000)).isEqualTo(TRICK);
        assertThat(now.compress(TRICK))
                .isEqualTo(DeflateCompressor.with(DICTIONARY).compress(TRICK));
    }

    @Test
    void withoutItsDictionaryNothingIsRead() {
        byte[] old = DeflateCompressor.with(OLDER).compress(TRICK);

        assertThatExceptionOfType(UnknownDictionaryException.class)
                .isThrownBy(() -> DeflateCompressor.with(DICTIONARY).decompress(old, 0, 1_000))
                .withMessageContaining(OLDER.id())
                .satisfies(e -> assertThat(e.dictionaryId()).isEqualTo(OLDER.id()));
    }

    @Test
    void twoDictionariesOfOneIdAreRefusedUnlessTheyAreOne() {
        Map<String, CompressionDictionary> byId = new HashMap<>();
        CompressionDictionary one = DICTIONARY;
        CompressionDictionary other = null;
        for (int i = 0; other == null; i++) {
            one = CompressionDictionary.of(ByteBuffer.allocate(4).putInt(i).array());
            other = byId.put(one.id(), one);
        }
        CompressionDictionary first = one;
        CompressionDictionary second = other;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeflateCompressor.with(first, second))
                .withMessageContaining(first.id());
        assertThat(DeflateCompressor.with(first, first).id()).isEqualTo(2);
    }

    @Test
    void theLimitIsTheLastLengthThatComesOut() {
        for (DeflateCompressor compressor : BOTH) {
            for (int length : new int[] {1, 100, 65_536}) {
                byte[] bytes = new byte[length];
                byte[] compressed = compressor.compress(bytes);

                assertThat(compressor.decompress(compressed, 0, length + 1)).isEqualTo(bytes);
                assertThat(compressor.decompress(compressed, 0, length)).isEqualTo(bytes);
                assertThatExceptionOfType(InflationLimitException.class)
                        .isThrownBy(() -> compressor.decompress(compressed, 0, length - 1))
                        .withMessageContaining("limit of " + (length - 1));
            }
            assertThat(compressor.decompress(compressor.compress(new byte[0]), 0, 0)).isEmpty();
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> compressor.decompress(compressor.compress(TRICK), 0, -1));
        }
    }

    @Test
    void aBombIsStoppedAtTheLimit() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(out, new Deflater(9, true), 1 << 16)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 128; i++) {
                deflating.write(zeros);
            }
        }
        byte[] bomb = out.toByteArray();

        assertThat(bomb).hasSizeLessThan((128 << 20) / 1_000);
        for (int limit : new int[] {0, 1_000, 1 << 20, (128 << 20) - 1}) {
            assertThatExceptionOfType(InflationLimitException.class)
                    .isThrownBy(() -> DeflateCompressor.plain().decompress(bomb, 0, limit));
        }
    }

    @Test
    void theHighestLimitCostsNothing() {
        for (DeflateCompressor compressor : BOTH) {
            byte[] compressed = compressor.compress(TRICK);
            for (int i = 0; i < 10_000; i++) {
                assertThat(compressor.decompress(compressed, 0, Integer.MAX_VALUE))
                        .hasSameSizeAs(TRICK);
            }
        }
    }

    @Test
    void everyCutIsRefused() {
        for (DeflateCompressor compressor : BOTH) {
            for (byte[] bytes : List.of(TRICK, random(300))) {
                byte[] compressed = compressor.compress(bytes);
                for (int length = 0; length < compressed.length; length++) {
                    byte[] cut = Arrays.copyOf(compressed, length);
                    assertThatExceptionOfType(CorruptCompressionException.class)
                            .as("cut to %d of %d", length, compressed.length)
                            .isThrownBy(() -> compressor.decompress(cut, 0, 1_000));
                }
            }
        }
    }

    @Test
    void bytesAfterTheEndOfTheStreamAreRefused() {
        for (DeflateCompressor compressor : BOTH) {
            byte[] compressed = compressor.compress(TRICK);
            byte[] longer = Arrays.copyOf(compressed, compressed.length + 2);

            assertThatExceptionOfType(CorruptCompressionException.class)
                    .isThrownBy(() -> compressor.decompress(longer, 0, 1_000))
                    .withMessageContaining("2 bytes follow");
        }
    }

    @Test
    void bytesThatAreNoStreamAreRefusedAndNotTold() {
        byte[] rubbish = "secret secret secret".getBytes(UTF_8);

        assertThatExceptionOfType(CorruptCompressionException.class)
                .isThrownBy(() -> DeflateCompressor.plain().decompress(rubbish, 0, 1_000))
                .withMessageContaining("20 compressed bytes")
                .withMessageNotContaining("secret")
                .withNoCause();
    }

    @Test
    void randomBytesEndInOneOfThreeWaysAndSpoilNothing() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (DeflateCompressor compressor : BOTH) {
            byte[] good = compressor.compress(TRICK);
            for (int i = 0; i < 20_000; i++) {
                byte[] bytes = good.clone();
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                try {
                    assertThat(compressor.decompress(bytes, 0, 1_000))
                            .hasSizeLessThanOrEqualTo(1_000);
                } catch (InflationLimitException
                        | CorruptCompressionException
                        | UnknownDictionaryException refused) {
                    assertThat(refused.getMessage()).contains(". ").endsWith(".");
                }
            }
            assertThat(compressor.decompress(good, 0, 1_000)).as("seed %d", seed).isEqualTo(TRICK);
        }
    }

    @Test
    void manyThreadsShareOneAndNoMoreIsKeptThanThereAreProcessors() throws Exception {
        var compressor = DeflateCompressor.with(DICTIONARY, OLDER);
        byte[] old = DeflateCompressor.with(OLDER).compress(TRICK);
        var start = new CyclicBarrier(208);
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService platform = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 208; i++) {
                int seed = i;
                all.add(
                        (i < 8 ? platform : virtual)
                                .submit(
                                        () -> {
                                            start.await();
                                            for (int j = 0; j < 50; j++) {
                                                byte[] bytes = random(seed + j);
                                                assertThat(
                                                                compressor.decompress(
                                                                        compressor.compress(bytes),
                                                                        0,
                                                                        1_000))
                                                        .isEqualTo(bytes);
                                                assertThat(compressor.decompress(old, 0, 1_000))
                                                        .isEqualTo(TRICK);
                                            }
                                            return null;
                                        }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(compressor.kept()).isBetween(2, 2 * Runtime.getRuntime().availableProcessors());
    }
}
