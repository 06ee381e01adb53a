package org.annals.zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

import org.annals.compression.CorruptCompressionException;
import org.annals.compression.InflationLimitException;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;

/** What a frame may say, and what is believed of it. */
final class FrameTest {
    private static final ZstdCompressor PLAIN = new ZstdCompressor();
    private static final byte[] TRICK = Samples.TRICK;

    private static void assertCorrupt(byte[] frame, String why) {
        for (int limit : new int[] {1_000, Integer.MAX_VALUE}) {
            assertThatExceptionOfType(CorruptCompressionException.class)
                    .isThrownBy(() -> PLAIN.decompress(frame, 0, limit))
                    .withMessageContaining(why);
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Test
    void aBombIsStoppedBeforeItGoesOff() {
        byte[] bomb = Zstd.compress(new byte[128 << 20], 1);

        assertThat(bomb).hasSizeLessThan(100_000);
        for (int limit : new int[] {0, 1_000, 1 << 20, (128 << 20) - 1}) {
            assertThatExceptionOfType(InflationLimitException.class)
                    .isThrownBy(() -> PLAIN.decompress(bomb, 0, limit));
        }
    }

    @Test
    void whatIsAnnouncedAndCannotBeIsNotMadeRoomFor() {
        // One block of one byte, in frames that announce 2 GiB - 1, 4 GiB - 1 and 2^64 - 1: more
        // than the heap of the tests has.
        String block = "090000" + "61";
        for (String header : new String[] {"a0ffffff7f", "a0ffffffff", "e0ffffffffffffffff"}) {
            assertCorrupt(Frames.parse(Frames.MAGIC + header + block), "announce more");
        }
    }

    @Test
    void theHighestLimitCostsNothing() {
        byte[] compressed = PLAIN.compress(TRICK);
        for (int i = 0; i < 10_000; i++) {
            assertThat(PLAIN.decompress(compressed, 0, Integer.MAX_VALUE)).hasSameSizeAs(TRICK);
        }
    }

    @Test
    void whatBecomesMoreOrLessThanItAnnouncesIsRefused() {
        // A block that repeats a byte 5 times, after 4, 6 and, as it is right, 5 are announced.
        assertCorrupt(Frames.parse(Frames.MAGIC + "2004" + "2b0000" + "61"), "cannot be");
        assertCorrupt(Frames.parse(Frames.MAGIC + "2006" + "2b0000" + "61"), "announce more");
        assertThat(PLAIN.decompress(Frames.parse(Frames.MAGIC + "2005" + "2b0000" + "61"), 0, 9))
                .asHexString()
                .isEqualTo("6161616161");
    }

    @Test
    void aFrameThatDoesNotTellItsLengthIsRefused() {
        try (var context = new ZstdCompressCtx().setContentSize(false)) {
            assertCorrupt(context.compress(TRICK), "do not tell how long");
        }
    }

    @Test
    void blocksAndFramesOfUnknownKindsAreRefused() {
        assertCorrupt(Frames.parse(Frames.MAGIC + "2801" + "090000" + "61"), "frame is of a kind");
        assertCorrupt(
                Frames.parse(Frames.MAGIC + "2001" + "0f0000" + "61"), "block of theirs is of");
        assertCorrupt(Frames.parse(Frames.MAGIC + "2001" + "090010" + "61"), "longer than any");
    }

    @Test
    void whateverFollowsAFrameIsRefused() {
        byte[] frame = PLAIN.compress(TRICK);
        byte[] skippable = HexFormat.of().parseHex("502a4d18" + "00000000");

        assertCorrupt(Arrays.copyOf(frame, frame.length + 2), "2 bytes follow");
        assertCorrupt(joined(frame, frame), frame.length + " bytes follow");
        assertCorrupt(joined(frame, skippable), "8 bytes follow");
        assertCorrupt(joined(skippable, frame), "no Zstandard frame");
    }

    @Test
    void aFrameThatNeedsADictionaryIsNotReadAsOneThatDoesNot() {
        byte[] bytes = Zstd.compress(new byte[0], 3);
        assertThat(PLAIN.decompress(bytes, 0, 0)).isEmpty();
        try (var context = new ZstdCompressCtx().loadDict(Samples.TRAINED.toArray())) {
            assertCorrupt(context.compress(new byte[0]), "cannot be");
        }
    }

    @Test
    void aWrongChecksumIsFound() {
        byte[] frame = Frames.parse(Frames.OF_THE_PROGRAM);
        frame[frame.length - 1] ^= 1;

        assertThatExceptionOfType(CorruptCompressionException.class)
                .isThrownBy(() -> PLAIN.decompress(frame, 0, 1_000));
    }
}
