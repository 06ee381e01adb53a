package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.compression.CompressionDictionary;
import org.annals.domain.Dog;
import org.annals.encryption.EncryptionKey;
import org.annals.encryption.KeyFile;
import org.annals.persistence.Bytes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** What settings say of compression and encryption. */
final class PackingSettingsTest {
    private static final String KEY = EncryptionKey.generate("k1").toText();
    private static final String OLD = EncryptionKey.generate("k0").toText();

    @TempDir Path folder;

    private static Settings settings(Map<String, String> values) {
        return Settings.only(values).using(Transcoder.class, new LongWinded());
    }

    private static Bytes stored(Map<String, String> values) {
        try (var school = new DogSchool(settings(values))) {
            String fido = school.registerDog("Fido");
            assertThat(school.repository().get(Dog.class, fido).id()).isEqualTo(fido);
            return school.events()
                    .recorder()
                    .readLog(LogSelection.all())
                    .notifications()
                    .getFirst()
                    .storedEvent()
                    .data();
        }
    }

    private static void assertRefused(Map<String, String> values, String... told) {
        var refused =
                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(() -> new DogSchool(settings(values)).close())
                        .matches(e -> !String.valueOf(e.getMessage()).contains(KEY));
        for (String each : told) {
            refused.withMessageContaining(each);
        }
    }

    @Test
    void aKeyAloneTurnsEncryptionOn() {
        assertThat(stored(Map.of("CIPHER_KEY", KEY)).at(2)).isEqualTo((byte) 1);
        assertThat(stored(Map.of("CIPHER_KEY", KEY, "CIPHER_OLD_KEYS", OLD)).at(2))
                .isEqualTo((byte) 1);
        assertThat(
                        stored(
                                        Map.of(
                                                "DOGSCHOOL_CIPHER_KEY",
                                                KEY,
                                                "CIPHER",
                                                "aes-gcm",
                                                "CIPHER_REQUIRED",
                                                "y"))
                                .at(2))
                .isEqualTo((byte) 1);
    }

    @Test
    void keysMayBeInAFile() {
        Path file = folder.resolve("keys");
        KeyFile.create(file);

        assertThat(stored(Map.of("CIPHER_KEY_FILE", file.toString())).at(2)).isEqualTo((byte) 1);
        assertRefused(Map.of("CIPHER_KEY_FILE", folder.resolve("none").toString()), "none");
        assertRefused(
                Map.of("CIPHER_KEY_FILE", file.toString(), "CIPHER_KEY", KEY),
                "CIPHER_KEY_FILE",
                "more than one place");
    }

    @Test
    void whatIsAskedIsWhatIsDoneOrIsRefused() {
        assertRefused(Map.of("CIPHER_REQUIRED", "y"), "CIPHER_REQUIRED", "CIPHER_KEY");
        assertRefused(Map.of("CIPHER", "aes-gcm"), "CIPHER", "CIPHER_KEY");
        assertRefused(Map.of("CIPHER_OLD_KEYS", OLD), "CIPHER_OLD_KEYS");
        assertRefused(Map.of("CIPHER_KEY", KEY, "CIPHER", "rot13"), "CIPHER", "aes-gcm");
        assertRefused(Map.of("CIPHER_KEY", "k1:c2hvcnQ="), "CIPHER_KEY");
        assertRefused(Map.of("CIPHER_KEY", KEY, "CIPHER_OLD_KEYS", "??"), "CIPHER_OLD_KEYS");
        assertRefused(Map.of("COMPRESSOR", "zip"), "COMPRESSOR", "zlib");
        assertRefused(Map.of("INFLATE_MAX_BYTES", "0"), "INFLATE_MAX_BYTES");
        assertRefused(
                Map.of("COMPRESSION_DICTIONARIES", folder.resolve("none").toString()), "none");
    }

    @Test
    void aDictionaryIsUsedWhereTheCompressorIsAskedFor() {
        Path file = folder.resolve("events.dictionary");
        CompressionDictionary.of(new byte[64]).write(file);

        assertThat(
                        stored(
                                        Map.of(
                                                "COMPRESSOR",
                                                "zlib",
                                                "COMPRESSION_DICTIONARIES",
                                                file.toString()))
                                .at(1))
                .isEqualTo((byte) 2);
        assertThat(stored(Map.of("COMPRESSION_DICTIONARIES", file.toString())).at(1)).isZero();
        assertThat(stored(Map.of("COMPRESSOR", "zlib")).at(1)).isEqualTo((byte) 1);
    }

    /** Encodes an object as a number and many zeros, which can be compressed. */
    private static final class LongWinded implements Transcoder {
        private final Transcoder numbers = new RememberingTranscoder();

        @Override
        public byte[] encode(Object object) {
            return Arrays.copyOf(numbers.encode(object), 100);
        }

        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            return numbers.decode(bytes, type);
        }
    }
}
