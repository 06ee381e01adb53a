package org.annals.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

final class CompressionDictionaryTest {
    private static final long SEED = 20_160_411;
    private static final String UNUSUAL = "Quillfeather";

    private static int compressed(Compressor compressor, List<byte[]> events) {
        return events.stream().mapToInt(each -> compressor.compress(each).length).sum();
    }

    private static int length(List<byte[]> events) {
        return events.stream().mapToInt(each -> each.length).sum();
    }

    private static String text(CompressionDictionary dictionary) {
        return new String(dictionary.toArray(), ISO_8859_1);
    }

    private static double ratio(Compressor compressor, List<byte[]> events) {
        return (double) length(events) / compressed(compressor, events);
    }

    private static DeflateCompressor trained(List<byte[]> events) {
        return DeflateCompressor.with(CompressionDictionary.train(events, 2_048));
    }

    @Test
    void eventsNotTrainedFromBecomeFourTimesSmallerAndHardlySoWithoutADictionary() {
        var orders = new Orders(SEED);
        var with = trained(orders.next(1_000));
        List<byte[]> heldOut = orders.next(1_000);

        assertThat(length(heldOut) / 1_000).isBetween(170, 200);
        assertThat(ratio(with, heldOut)).isGreaterThan(4);
        assertThat(ratio(DeflateCompressor.plain(), heldOut)).isLessThan(1.3);
        assertThat(heldOut)
                .allSatisfy(
                        each ->
                                assertThat(with.decompress(with.compress(each), 0, 1_000))
                                        .isEqualTo(each));
    }

    @Test
    void whereNamesAreMostOfThemEventsBecomeThreeTimesSmaller() {
        var shipments = new Shipments(SEED);
        var with = trained(shipments.next(1_000));
        List<byte[]> heldOut = shipments.next(1_000);

        assertThat(ratio(with, heldOut)).isGreaterThan(3.2);
        assertThat(ratio(DeflateCompressor.plain(), heldOut)).isLessThan(1.4);
    }

    @Test
    void whatIsRandomStaysAsLargeAsItIs() {
        var shipments = new Shipments(SEED);
        var with = trained(shipments.ids(1_000));

        // Two random ids are 64 digits of half a byte, and nothing knows what comes next.
        assertThat(ratio(with, shipments.ids(1_000))).isBetween(1.4, 2.0);
    }

    @Test
    void whatStandsInOneSampleOnlyIsNotInTheDictionary() {
        var orders = new Orders(SEED);
        List<byte[]> samples = new ArrayList<>(orders.next(500));
        String canary = "Zaphod Quillfeather";
        samples.add(250, orders.next((canary + " ").repeat(4)));

        String dictionary =
                text(CompressionDictionary.train(samples, CompressionDictionary.MAX_LENGTH));
        for (int i = 0; i + 6 <= canary.length(); i++) {
            assertThat(dictionary).doesNotContain(canary.substring(i, i + 6));
        }
        assertThat(dictionary).contains("\"currency\":\"EUR\"");
    }

    @Test
    void whatStandsInFourSamplesIsNotInItAndWhatStandsInFiveIs() {
        for (int times : new int[] {4, 5}) {
            var orders = new Orders(SEED);
            List<byte[]> samples = new ArrayList<>(orders.next(500));
            for (int i = 0; i < times; i++) {
                samples.add(orders.next(UNUSUAL));
            }
            assertThat(text(CompressionDictionary.train(samples, 32_768)).contains("illfea"))
                    .isEqualTo(times == 5);
        }
    }

    @Test
    void whatStandsInFewerThanOneOfTwoHundredIsNotInIt() {
        for (int times : new int[] {9, 10}) {
            var orders = new Orders(SEED);
            List<byte[]> samples = new ArrayList<>(orders.next(2_000 - times));
            for (int i = 0; i < times; i++) {
                samples.add(orders.next(UNUSUAL));
            }
            assertThat(text(CompressionDictionary.train(samples, 32_768)).contains("illfea"))
                    .isEqualTo(times == 10);
        }
    }

    @Test
    void theMostValuableStandsAtTheEnd() {
        List<byte[]> samples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String often = i % 2 == 0 ? "rings the bell twice" : "";
            String seldom = i % 10 == 0 ? "leaves by the window" : "";
            samples.add((seldom + i + "always the same door" + i + often).getBytes(UTF_8));
        }

        String dictionary = text(CompressionDictionary.train(samples, 1_000));
        assertThat(dictionary)
                .containsSubsequence(
                        "leaves by the window", "rings the bell twice", "always the same door");
    }

    @Test
    void theSameSamplesGiveTheSameDictionaryWithinItsLength() {
        for (int most : new int[] {64, 65, 500, 4_096, 32_768}) {
            var first = CompressionDictionary.train(new Orders(SEED).next(300), most);

            assertThat(first)
                    .isEqualTo(CompressionDictionary.train(new Orders(SEED).next(300), most));
            assertThat(first.length()).isBetween(6, most);
        }
    }

    @Test
    void samplesThatAreFewOrHaveNothingInCommonAreRefused() {
        List<byte[]> random = new ArrayList<>();
        var bytes = new Random(SEED);
        for (int i = 0; i < 100; i++) {
            byte[] each = new byte[100];
            bytes.nextBytes(each);
            random.add(each);
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompressionDictionary.train(random, 1_000))
                .withMessageContaining("100 samples have nothing in common");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompressionDictionary.train(new Orders(SEED).next(19), 1_000))
                .withMessageContaining("19 samples are too few");
        assertThat(CompressionDictionary.train(new Orders(SEED).next(20), 1_000).length())
                .isPositive();
        for (int most : new int[] {-1, 63, 32_769}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CompressionDictionary.train(new Orders(SEED).next(20), most))
                    .withMessageContaining("from 64 to 32768");
        }
    }

    @Test
    void noMoreThanFourMebibytesOfSamplesAreLookedAt() {
        List<byte[]> many = new ArrayList<>();
        byte[] same = new byte[1 << 20];
        for (int i = 0; i < 4; i++) {
            many.add(same);
        }
        many.addAll(new Orders(SEED).next(100));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompressionDictionary.train(many, 1_000))
                .withMessageContaining("4 samples");
    }

    @Test
    void theIdIsOfTheBytes() {
        // The beginning of the SHA-256 of "abc", as FIPS 180-2 has it.
        var abc = CompressionDictionary.of("abc".getBytes(UTF_8));

        assertThat(abc.id()).isEqualTo("ba7816bf");
        assertThat(abc)
                .isEqualTo(CompressionDictionary.of("abc".getBytes(UTF_8)))
                .hasSameHashCodeAs(CompressionDictionary.of("abc".getBytes(UTF_8)))
                .isNotEqualTo(CompressionDictionary.of("abd".getBytes(UTF_8)));
        assertThat(abc).hasToString("CompressionDictionary[ba7816bf, 3 bytes]");
    }

    @Test
    void aDictionaryHasFromOneByteTo32Kibibytes() {
        assertThat(CompressionDictionary.of(new byte[1]).length()).isEqualTo(1);
        assertThat(CompressionDictionary.of(new byte[32_768]).length()).isEqualTo(32_768);
        for (int wrong : new int[] {0, 32_769}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CompressionDictionary.of(new byte[wrong]))
                    .withMessageContaining("%d bytes".formatted(wrong));
        }
    }

    @Test
    void theBytesGivenAndReturnedAreCopies() {
        byte[] given = {1, 2, 3};
        var dictionary = CompressionDictionary.of(given);
        given[0] = 9;
        dictionary.toArray()[1] = 9;

        assertThat(dictionary.toArray()).containsExactly(1, 2, 3);
    }

    @Test
    void aFileKeepsItAndIsNeverOverwritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("orders.dict");
        var dictionary = CompressionDictionary.of(new byte[] {1, 2, 3});
        dictionary.write(file);

        assertThat(CompressionDictionary.read(file)).isEqualTo(dictionary);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> CompressionDictionary.of(new byte[] {4}).write(file))
                .withMessageContaining("orders.dict");
        assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);
    }

    @Test
    void aFileThatIsNoneIsRefused(@TempDir Path folder) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path large = Files.write(folder.resolve("large"), new byte[32_769]);
        for (Path wrong : List.of(empty, large, folder.resolve("missing"), folder)) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> CompressionDictionary.read(wrong))
                    .withMessageContaining(wrong.toString());
        }
    }
}
