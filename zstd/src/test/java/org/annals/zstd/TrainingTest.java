package org.annals.zstd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.compression.CompressionDictionary;
import org.annals.compression.Compressor;
import org.annals.compression.UnknownDictionaryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

final class TrainingTest {
    private static final int SIZE = 1_024;

    private @TempDir Path folder;

    private static long compressed(Compressor compressor) {
        // What was not trained from.
        return Samples.tricks(1_500).stream()
                .skip(1_000)
                .mapToLong(each -> compressor.compress(each).length)
                .sum();
    }

    @Test
    void aDictionaryIsTrainedAndUsed() {
        List<byte[]> samples = Samples.tricks(1_000);
        // @start region="dictionary"
        CompressionDictionary dictionary = ZstdCompressor.train(samples, 2_048);
        Compressor compressor = new ZstdCompressor().withDictionaries(dictionary);
        // @end

        assertThat(compressed(compressor)).isLessThan(compressed(new ZstdCompressor()) / 2);
    }

    @Test
    void theSameSamplesMakeTheSameDictionary() {
        CompressionDictionary one = ZstdCompressor.train(Samples.tricks(1_000), SIZE);

        assertThat(ZstdCompressor.train(Samples.tricks(1_000), SIZE)).isEqualTo(one);
        assertThat(one.length()).isBetween(256, SIZE);
        assertThat(one.toArray()).startsWith(0x37, 0xA4, 0x30, 0xEC);
    }

    @Test
    void theDictionariesOfTheOtherTrainerAreTakenToo() {
        var text = CompressionDictionary.train(Samples.tricks(1_000), SIZE);
        var compressor = new ZstdCompressor().withDictionaries(text);

        assertThat(compressed(compressor)).isLessThan(compressed(new ZstdCompressor()) * 2 / 3);
        assertThat(compressor.decompress(compressor.compress(Samples.TRICK), 0, 100))
                .isEqualTo(Samples.TRICK);
    }

    @Test
    void aDictionaryIsReadFromItsFileAndNoOtherIsTakenForIt() {
        Path file = folder.resolve("tricks.dict");
        Samples.TRAINED.write(file);
        var read = new ZstdCompressor().withDictionaries(CompressionDictionary.read(file));
        var other =
                new ZstdCompressor()
                        .withDictionaries(ZstdCompressor.train(Samples.tricks(900), SIZE));
        byte[] compressed =
                new ZstdCompressor().withDictionaries(Samples.TRAINED).compress(Samples.TRICK);

        assertThat(read.decompress(compressed, 0, 100)).isEqualTo(Samples.TRICK);
        assertThatExceptionOfType(UnknownDictionaryException.class)
                .isThrownBy(() -> other.decompress(compressed, 0, 100));
    }

    @Test
    void nothingIsTrainedFromTooLittleOrToAnImpossibleLength() {
        for (List<byte[]> samples :
                List.of(
                        List.<byte[]>of(),
                        List.of(Samples.TRICK),
                        Collections.nCopies(10, Samples.TRICK),
                        Collections.nCopies(1_000, new byte[0]))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ZstdCompressor.train(samples, SIZE))
                    .withMessageContaining("from %d samples".formatted(samples.size()));
        }
        for (int length : new int[] {-1, 0, 255, CompressionDictionary.MAX_LENGTH + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ZstdCompressor.train(Samples.tricks(100), length))
                    .withMessageContaining(String.valueOf(length));
        }
    }

    @Test
    void noMoreThanFourMebibytesAreLookedAt() {
        byte[] large = Samples.random(1 << 20);
        List<byte[]> samples = new ArrayList<>(Samples.tricks(1_000));
        samples.addAll(Collections.nCopies(3, large));
        CompressionDictionary four = ZstdCompressor.train(samples, SIZE);
        samples.addAll(Collections.nCopies(100, large));

        assertThat(ZstdCompressor.train(samples, SIZE)).isEqualTo(four);
    }
}
