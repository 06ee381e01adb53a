package org.annals.zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;

import org.annals.compression.CompressionDictionary;
import org.annals.compression.Compressor;
import org.annals.compression.CorruptCompressionException;
import org.annals.compression.InflationLimitException;
import org.annals.compression.UnknownDictionaryException;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

final class ZstdCompressorTest {
    private static final byte[] TRICK = Samples.TRICK;
    private static final ZstdCompressor PLAIN = new ZstdCompressor();
    private static final ZstdCompressor TRAINED = PLAIN.withDictionaries(Samples.TRAINED);
    private static final List<ZstdCompressor> ALL =
            List.of(PLAIN, TRAINED, PLAIN.withDictionaries(Samples.TEXT));

    @Test
    void whatIsCompressedComesBackAtAnyLength() {
        for (ZstdCompressor compressor : ALL) {
            for (int length : new int[] {0, 1, 2, 255, 256, 257, 40_000, 65_792, 3 << 20}) {
                for (byte[] bytes : List.of(new byte[length], Samples.random(length))) {
                    byte[] compressed = compressor.compress(bytes);

                    assertThat(compressor.decompress(compressed, 0, length))
                            .as("%s, %d bytes", compressor, length)
                            .isEqualTo(bytes);
                }
            }
        }
    }

    @Test
    void theCompressedFormMayStandAnywhereAtTheEndOfAnArray() {
        for (ZstdCompressor compressor : ALL) {
            byte[] compressed = compressor.compress(TRICK);
            byte[] stored = new byte[3 + compressed.length];
            System.arraycopy(compressed, 0, stored, 3, compressed.length);

            assertThat(compressor.decompress(stored, 3, 1_000)).isEqualTo(TRICK);
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> compressor.decompress(stored, stored.length + 1, 1_000));
        }
    }

    @Test
    void thePlainFormIsTheFrameOfAnyOtherProgram() {
        byte[] foreign = Frames.parse(Frames.OF_THE_PROGRAM);

        assertThat(PLAIN.decompress(foreign, 0, 1_000)).isEqualTo(TRICK);
        assertThat(Zstd.decompress(PLAIN.compress(TRICK), TRICK.length)).isEqualTo(TRICK);
    }

    @Test
    void theFormWithADictionaryHasItsIdWhereAFrameHasItsMagicNumber() {
        byte[] compressed = TRAINED.compress(TRICK);
        byte[] frame = ByteBuffer.allocate(compressed.length).put(compressed).array();
        System.arraycopy(Frames.parse(Frames.MAGIC), 0, frame, 0, 4);

        assertThat(HexFormat.of().formatHex(compressed, 0, 4)).isEqualTo(Samples.TRAINED.id());
        assertThat(Zstd.decompress(frame, Samples.TRAINED.toArray(), TRICK.length))
                .isEqualTo(TRICK);
        assertThat(Zstd.getDictIdFromFrame(frame)).isZero();
    }

    @Test
    void withADictionarySmallDataBecomesMuchSmaller() {
        assertThat(PLAIN.compress(TRICK)).hasSizeGreaterThan(TRICK.length * 9 / 10);
        assertThat(TRAINED.compress(TRICK)).hasSizeLessThan(TRICK.length / 2);
    }

    @Test
    void allFormsHaveOneNameAndThereAreTwoIds() {
        assertThat(ALL).extracting(Compressor::name).containsOnly("zstd");
        assertThat(ALL).extracting(Compressor::id).containsExactly(3, 4, 4);
        assertThat(ALL)
                .extracting(Object::toString)
                .startsWith("zstd", "zstd with dictionary " + Samples.TRAINED.id());
    }

    @Test
    void afterAChangeOfDictionaryTheOlderOneIsRead() {
        byte[] old = PLAIN.withDictionaries(Samples.TEXT).compress(TRICK);
        var now = PLAIN.withDictionaries(Samples.TRAINED, Samples.TEXT);

        for (int i = 0; i < 3; i++) {
            assertThat(now.decompress(old, 0, 1_000)).isEqualTo(TRICK);
            assertThat(now.compress(TRICK)).isEqualTo(TRAINED.compress(TRICK));
            assertThat(now.decompress(now.compress(TRICK), 0, 1_000)).isEqualTo(TRICK);
        }
    }

    @Test
    void withoutItsDictionaryNothingIsRead() {
        byte[] old = PLAIN.withDictionaries(Samples.TEXT).compress(TRICK);

        assertThatExceptionOfType(UnknownDictionaryException.class)
                .isThrownBy(() -> TRAINED.decompress(old, 0, 1_000))
                .withMessageContaining(Samples.TEXT.id())
                .satisfies(e -> assertThat(e.dictionaryId()).isEqualTo(Samples.TEXT.id()));
    }

    @Test
    void underTheIdOfAnotherDictionaryTheContentDoesNotComeBack() {
        var both = PLAIN.withDictionaries(Samples.TRAINED, Samples.TEXT);
        byte[] compressed = both.compress(TRICK);
        System.arraycopy(HexFormat.of().parseHex(Samples.TEXT.id()), 0, compressed, 0, 4);

        assertThatExceptionOfType(CorruptCompressionException.class)
                .isThrownBy(() -> both.decompress(compressed, 0, 1_000));
    }

    @Test
    void twoDictionariesOfOneIdAreRefusedUnlessTheyAreOne() {
        Map<String, CompressionDictionary> byId = new HashMap<>();
        CompressionDictionary one = Samples.TEXT;
        CompressionDictionary other = null;
        for (int i = 0; other == null; i++) {
            one = CompressionDictionary.of(ByteBuffer.allocate(4).putInt(i).array());
            other = byId.put(one.id(), one);
        }
        CompressionDictionary first = one;
        CompressionDictionary second = other;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.withDictionaries(first, second))
                .withMessageContaining(first.id());
        var compressor = PLAIN.withDictionaries(first, first);
        assertThat(compressor.decompress(compressor.compress(TRICK), 0, 1_000)).isEqualTo(TRICK);
    }

    @Test
    void aDictionaryThatWasTrainedAndIsDamagedIsRefused() {
        byte[] bytes = Samples.TRAINED.toArray();
        Arrays.fill(bytes, 8, 60, (byte) 0xFF);
        var damaged = CompressionDictionary.of(bytes);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.withDictionaries(damaged))
                .withMessageContaining(damaged.id());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.withDictionaries(Samples.TEXT, damaged));
    }

    @Test
    void theLimitIsTheLastLengthThatComesOut() {
        for (ZstdCompressor compressor : ALL) {
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
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> compressor.decompress(compressor.compress(TRICK), 0, -1));
        }
    }

    @Test
    void everyCutIsRefused() {
        for (ZstdCompressor compressor : ALL) {
            for (byte[] bytes : List.of(TRICK, Samples.random(300), new byte[0])) {
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
    void bytesThatAreNoFrameAreRefusedAndNotTold() {
        byte[] rubbish = "secret secret secret".getBytes(UTF_8);

        assertThatExceptionOfType(CorruptCompressionException.class)
                .isThrownBy(() -> PLAIN.decompress(rubbish, 0, 1_000))
                .withMessageContaining("20 compressed bytes")
                .withMessageNotContaining("secret")
                .withNoCause();
    }

    @Test
    void changedBytesEndInOneOfThreeWaysAndSpoilNothing() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (ZstdCompressor compressor : ALL) {
            byte[] good = compressor.compress(TRICK);
            for (int i = 0; i < 50_000; i++) {
                byte[] bytes = good.clone();
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
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
}
