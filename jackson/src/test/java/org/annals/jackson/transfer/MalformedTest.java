package org.annals.jackson.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.memory.MemoryRecorder;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a file is never trusted. It has a header, three events in lines 2 to 4, two places in
 * upstream logs, and a footer.
 */
final class MalformedTest {
    private static String file() throws IOException {
        try (var recorder = Logs.of(3)) {
            recorder.track(Tracking.of("Aviary", 1));
            recorder.track(Tracking.of("Cattery", 5, new UUID(9, 5)));
            return new String(Logs.exported(recorder), UTF_8);
        }
    }

    private static void assertRefused(long line, byte[] file) {
        try (var copy = MemoryRecorder.open("Kennel")) {
            assertThatExceptionOfType(MalformedLogFileException.class)
                    .isThrownBy(() -> Logs.imported(file, copy))
                    .withMessageStartingWith("Line %d of the file ".formatted(line))
                    .withMessageNotContaining("secret")
                    .withNoCause()
                    .satisfies(refused -> assertThat(refused.line()).isEqualTo(line));
            assertThat(copy.head()).isZero();
            assertThat(copy.readTrackings().trackings()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1|annals-log|secret-log",
                "1|\"version\":1,\"name\"|\"version\":2,\"name\"",
                "1|\"after\":0|\"after\":-1",
                "1|\"after\":0|\"after\":0,\"secret\":1",
                "1|\"incarnation\":\"|\"incarnation\":\"secret",
                "2|\"position\":1,|\"position\":2,",
                "2|\"after\":0|\"after\":1",
                "3|\"position\":2,|\"position\":3,",
                "3|\"position\":2,|\"position\":\"2\",",
                "3|\"position\":2,|\"position\":2,\"position\":2,",
                "3|\"position\":2,|",
                "3|\"version\":2,|\"version\":0,",
                "3|\"version\":2,|\"version\":2.0,",
                "3|\"version\":2,|\"version\":123456789012345678901,",
                "3|\"version\":2,|",
                "4|\"version\":3,\"type\":\"Dog.Barked\"|\"version\":3,\"type\":\"\\u0000secret\"",
                "4|\"version\":3,\"type\":\"Dog.Barked\"|\"version\":3,\"type\":\"\\ud800secret\"",
                "2|\"tags\":[]|\"tags\":[\"secret\"]",
                "2|\"tags\":[]|\"tags\":[[[[\"secret\"]]]]",
                "2|\"tags\":[]|\"tags\":[null]",
                "2|\"metadata\":{}|\"metadata\":{\"a\":1}",
                "2|\"data\":\"|\"data\":\"!secret",
                "2|\"data\":\"|\"more\":\"secret\",\"data\":\"",
                "5|\"Aviary\",\"position\":1|\"Aviary\",\"position\":0",
                "5|\"Aviary\"|\"\"",
                "5|\"Aviary\"|\"\\u0000secret\"",
                "5|\"epoch\":0|\"epoch\":-1",
                "5|\"epoch\":0|\"epoch\":0,\"secret\":1",
                "6|\"eventId\":\"|\"eventId\":\"secret",
                "6|\"Cattery\"|\"Aviary\"",
                "6|\"upstream\":\"Cattery\"|\"secret\":1",
                "7|\"events\":3|\"events\":4",
                "7|\"head\":3|\"head\":4",
                "7|\"sha256\":\"|\"sha256\":\"0",
                "7|ZGF0YSAx|ZGF0YSAz",
                "7|\"Cattery\",\"position\":5|\"Cattery\",\"position\":6",
            })
    void whatWasChangedIsRefusedByItsLine(long line, String before, @Nullable String after)
            throws IOException {
        String file = file();
        assertThat(file).contains(before);
        assertRefused(
                line,
                file.replaceFirst(
                                Pattern.quote(before),
                                Matcher.quoteReplacement(after == null ? "" : after))
                        .getBytes(UTF_8));
    }

    @Test
    void aFileThatIsCutAnywhereIsRefused() throws IOException {
        byte[] file = file().getBytes(UTF_8);
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            long ends = new String(cut, UTF_8).chars().filter(c -> c == '\n').count();
            assertRefused(ends + 1, cut);
        }
    }

    @Test
    void aFileWithAnyBitFlippedIsRefused() throws IOException {
        byte[] file = file().getBytes(UTF_8);
        for (int bit = 0; bit < file.length * Byte.SIZE; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            try (var copy = MemoryRecorder.open("Kennel")) {
                assertThatExceptionOfType(MalformedLogFileException.class)
                        .as("bit %d", bit)
                        .isThrownBy(() -> Logs.imported(flipped, copy));
                assertThat(copy.head()).isZero();
                assertThat(copy.readTrackings().trackings()).isEmpty();
            }
        }
    }

    @Test
    void whatComesAfterTheLastLineIsRefused() throws IOException {
        assertRefused(8, (file() + "{}\n").getBytes(UTF_8));
        assertRefused(8, (file() + "secret").getBytes(UTF_8));
    }

    @Test
    void linesThatAreNotUtf8OrNoObjectsAreRefused() throws IOException {
        assertRefused(1, file().replace("Kennel", "Kenn\u00e9l").getBytes(ISO_8859_1));
        assertRefused(2, file().replaceFirst("\n", "\n\n").getBytes(UTF_8));
        assertRefused(2, file().replaceFirst("\n", "\n[]\n").getBytes(UTF_8));
        assertRefused(2, file().replaceFirst("}\n\\{", "}\n{} {").getBytes(UTF_8));
    }

    @Test
    void aRepeatedEventIdIsRefused() throws IOException {
        List<String> ids = List.of(Logs.event(1).id().toString(), Logs.event(2).id().toString());
        assertRefused(3, file().replace(ids.get(1), ids.get(0)).getBytes(UTF_8));
    }

    @Test
    void aLineIsNotReadBeyondItsLimit() throws IOException {
        var lines = new LineReader(new ByteArrayInputStream("12345\n123456\n".getBytes(UTF_8)), 5);
        assertThat(lines.next()).hasSize(5);
        assertThatExceptionOfType(MalformedLogFileException.class)
                .isThrownBy(lines::next)
                .withMessageContaining("Line 2 of the file is longer than 5 bytes");
    }
}
