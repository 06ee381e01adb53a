package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.compression.CompressionDictionary;
import org.annals.encryption.EncryptionKey;
import org.annals.encryption.KeyFile;
import org.annals.persistence.LogSelection;
import org.annals.persistence.UnreadableEventException;
import org.annals.settings.Settings;
import org.annals.zstd.ZstdCompressor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The code of docs/guide/encryption.md and docs/guide/compression.md. */
final class EncryptionTest {
    @TempDir Path folder;

    private static List<byte[]> stored(DogSchool school) {
        List<byte[]> stored = new ArrayList<>();
        school.events()
                .recorder()
                .readLog(LogSelection.all())
                .notifications()
                .forEach(each -> stored.add(each.storedEvent().data().toArray()));
        return stored;
    }

    private static boolean shows(DogSchool school, String text) {
        return stored(school).stream().anyMatch(data -> new String(data, UTF_8).contains(text));
    }

    @Test
    void aKeyInTheSettingsEncryptsEveryEvent() {
        // @start region="key"
        String key = EncryptionKey.generate("2026").toText(); // "2026:" and 44 characters of base64

        try (var school = new DogSchool(Settings.only(Map.of("CIPHER_KEY", key)))) {
            String fido = school.registerDog("Fido");
            assertThat(school.repository().get(Dog.class, fido).name()).isEqualTo("Fido");
            // @end
            assertThat(shows(school, "Fido")).isFalse();
        }
    }

    @Test
    void keysAreRotatedWhileTheApplicationRuns() {
        // @start region="rotation"
        Path keys = folder.resolve("annals.keys");
        KeyFile.create(keys);

        var settings =
                Map.of(
                        "SQLITE_DBNAME",
                        folder.resolve("school.db").toString(),
                        "PERSISTENCE_MODULE",
                        "sqlite",
                        "CIPHER_KEY_FILE",
                        keys.toString());
        try (var school = new DogSchool(Settings.only(settings))) {
            String fido = school.registerDog("Fido");
            KeyFile.rotate(keys);
            school.addTrick(fido, "sit");
        }
        try (var school = new DogSchool(Settings.only(settings))) {
            school.registerDog("Rex");
            assertThat(school.events().read(LogSelection.all())).hasSize(3);
        }
        // @end
        Path others = folder.resolve("others.keys");
        KeyFile.create(others);
        var wrong = new HashMap<>(settings);
        wrong.put("CIPHER_KEY_FILE", others.toString());
        try (var school = new DogSchool(Settings.only(wrong))) {
            assertThatExceptionOfType(UnreadableEventException.class)
                    .isThrownBy(() -> school.events().read(LogSelection.all()).toList());
        }
    }

    @Test
    void aDictionaryTrainedFromALogMakesSmallEventsSmaller() {
        Path file = folder.resolve("school.dictionary");
        try (var school = new DogSchool(Settings.only(Map.of()))) {
            for (int i = 0; i < 500; i++) {
                school.registerDog("Dog of the house number " + i);
            }
            // @start region="train"
            List<byte[]> samples = new ArrayList<>();
            school.events()
                    .recorder()
                    .readLog(LogSelection.all().limit(1_000))
                    .notifications()
                    .forEach(each -> samples.add(each.storedEvent().data().toArray(3)));
            CompressionDictionary.train(samples, 2_048).write(file);
            // @end
        }
        // @start region="dictionary"
        var settings = Map.of("COMPRESSOR", "zlib", "COMPRESSION_DICTIONARIES", file.toString());

        try (var school = new DogSchool(Settings.only(settings))) {
            String fido = school.registerDog("Dog of the house number 1000");
            assertThat(school.repository().get(Dog.class, fido).name()).endsWith("1000");
            // @end
            int json = "{\"name\":\"Dog of the house number 1000\"}".length();
            assertThat(stored(school).getFirst()).hasSizeLessThan(json * 3 / 4);
        }
    }

    @Test
    void zstandardTrainsADictionaryOfItsOwn() {
        Path file = folder.resolve("school.dictionary");
        List<byte[]> samples = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            samples.add("{\"name\":\"Dog of the house number %d\"}".formatted(i).getBytes(UTF_8));
        }
        // @start region="zstd"
        ZstdCompressor.train(samples, 2_048).write(file);
        var settings = Map.of("COMPRESSOR", "zstd", "COMPRESSION_DICTIONARIES", file.toString());

        try (var school = new DogSchool(Settings.only(settings))) {
            String fido = school.registerDog("Dog of the house number 1000");
            assertThat(school.repository().get(Dog.class, fido).name()).endsWith("1000");
            // @end
            assertThat(stored(school).getFirst()).startsWith(1, 4, 0);
        }
    }
}
