package org.annals.jackson;

import static org.annals.jackson.Json.TRANSCODER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.persistence.TranscodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** A document is well-formed UTF-8, and nothing is taken for it (TRA-1). */
final class StrictUtf8Test {
    private static final int ROUNDS = 50_000;

    record Text(String text) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c080", "c1bf", "e08080", "e09fbf", "f0808080", "f08fbfbf", "f4908080", "f5808080",
                "f8888080", "fc84808080", "eda080", "edbfbf", "eda080edb080", "80", "bf", "c3",
                "e282", "f09f90", "c328", "e28228", "ff", "fe"
            })
    void bytesThatAreNoCharacterAreRefused(String hex) {
        byte[] wrong = HexFormat.of().parseHex(hex);
        for (String before : List.of("", "1234567", "12345678901234567")) {
            byte[] document = document(before, wrong);
            assertThatExceptionOfType(TranscodingException.class)
                    .as("%s after '%s'", hex, before)
                    .isThrownBy(() -> TRANSCODER.decode(document, Text.class));
        }
    }

    @Test
    void theSmallestAndTheLargestCharactersOfEachLengthAreRead() {
        String text = "\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff";

        assertThat(TRANSCODER.decode(document("", text.getBytes(UTF_8)), Text.class))
                .isEqualTo(new Text(text));
    }

    @Test
    void otherCharsetsAreRefused() {
        for (String name : List.of("UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE", "ISO-8859-1")) {
            assertRefused("{\"text\":\"é\"}".getBytes(Charset.forName(name)));
            assertRefused("\ufeff{\"text\":\"é\"}".getBytes(Charset.forName(name)));
        }
    }

    @Test
    void aByteOrderMarkIsRefused() {
        assertRefused("\ufeff{\"text\":\"x\"}".getBytes(UTF_8));
    }

    @Test
    void randomBytesAreReadIfTheJdkReadsThemToo() {
        long seed = new Random().nextLong();
        System.out.println("StrictUtf8Test seed " + seed);
        var random = new Random(seed);
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            var document = new ByteArrayOutputStream();
            document.writeBytes("{\"text\":\"".getBytes(UTF_8));
            for (int j = random.nextInt(4); j >= 0; j--) {
                document.writeBytes(randomCharacter(random));
            }
            document.writeBytes("\"}".getBytes(UTF_8));
            read += assertAsTheJdk(document.toByteArray()) ? 1 : 0;
        }
        assertThat(read)
                .as("some are right, some are wrong")
                .isBetween(ROUNDS / 20, ROUNDS / 20 * 19);
    }

    /** Returns the bytes of a character, in which some of the bits are sometimes wrong. */
    private static byte[] randomCharacter(Random random) {
        int codePoint = random.nextInt(0x80, Character.MAX_CODE_POINT >> random.nextInt(14));
        byte[] bytes = Character.toString(codePoint).getBytes(UTF_8);
        if (random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static boolean assertAsTheJdk(byte[] document) {
        boolean wellFormed = isWellFormed(document);
        try {
            Text text = TRANSCODER.decode(document, Text.class);
            assertThat(wellFormed).as(HexFormat.of().formatHex(document)).isTrue();
            assertThat(TRANSCODER.encode(text)).isEqualTo(document);
            return true;
        } catch (TranscodingException e) {
            // A quote, a backslash or a control character is another reason to be refused.
            assertThat(
                            wellFormed
                                    && new String(document, UTF_8)
                                            .matches("\\{\"text\":\"[^\"\\\\\\x00-\\x1f]*\"}"))
                    .as(HexFormat.of().formatHex(document))
                    .isFalse();
            return false;
        }
    }

    private static boolean isWellFormed(byte[] document) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void assertRefused(byte[] document) {
        assertThatExceptionOfType(TranscodingException.class)
                .as(HexFormat.of().formatHex(document))
                .isThrownBy(() -> TRANSCODER.decode(document, Text.class));
    }

    private static byte[] document(String before, byte[] bytes) {
        var document = new ByteArrayOutputStream();
        document.writeBytes(("{\"text\":\"" + before).getBytes(UTF_8));
        document.writeBytes(bytes);
        document.writeBytes("\"}".getBytes(UTF_8));
        return document.toByteArray();
    }
}
