package org.annals.tink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.encryption.Cipher;
import org.annals.encryption.CiphertextNotAuthenticException;
import org.annals.encryption.EncryptionKey;
import org.annals.encryption.KeyProvider;
import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Mapper;
import org.annals.persistence.NotEncryptedException;
import org.annals.persistence.Notification;
import org.annals.persistence.Packing;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.UnreadableEventException;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Events that are encrypted by a keyset, as settings say. */
final class LogTest {
    /** An event that is its text. */
    record Said(String text) {}

    /** An application that says things. */
    private static final class Parrot extends Application {
        Parrot(Settings settings) {
            super(settings, EventTypes.of(Said.class));
        }
    }

    private static final KeysetHandle KEYSET = Keysets.one(7);

    private @TempDir Path folder;

    private Settings settings(String... more) {
        Map<String, String> values = new HashMap<>();
        values.put("PERSISTENCE_MODULE", "sqlite");
        values.put("SQLITE_DBNAME", folder.resolve("parrot.db").toString());
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return Settings.only(values);
    }

    private static DomainEvent<Said> said(String text) {
        return DomainEvent.of(
                new Said(text), EventDetails.at(Instant.parse("2026-11-30T10:00:00Z")));
    }

    private String file() throws Exception {
        Path file = folder.resolve("keyset.json");
        Keysets.write(file, Keysets.json(KEYSET));
        return file.toString();
    }

    private static void assertSays(Settings settings, String text) {
        try (var parrot = new Parrot(settings)) {
            parrot.save(said(text));
        }
        try (var parrot = new Parrot(settings)) {
            assertThat(parrot.events().read(LogSelection.all()))
                    .<Object>extracting(each -> each.domainEvent().event())
                    .containsExactly(new Said(text));
            byte[] data =
                    parrot.events()
                            .recorder()
                            .readLog(LogSelection.all())
                            .notifications()
                            .getFirst()
                            .storedEvent()
                            .data()
                            .toArray();
            assertThat(data).startsWith(1, 0, 2, 1, 0, 0, 0, 7);
        }
    }

    @Test
    void aKeysetInTheClearIsNamedBySettings() throws Exception {
        assertSays(
                settings("CIPHER", "tink", "CIPHER_KEY_FILE", file(), "CIPHER_REQUIRED", "y"),
                "Pieces of eight!");
    }

    @Test
    void aKeysetThatIsEncryptedIsOpenedByTheAeadThatIsHandedOver() throws Exception {
        Aead service = Keysets.aead(Keysets.one(1));
        Path file = folder.resolve("encrypted.json");
        Keysets.write(
                file,
                TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                        KEYSET, service, new byte[0], AeadConfig2026.get()));

        // @start region="settings"
        var settings =
                Settings.of(Map.of("CIPHER", "tink", "CIPHER_KEY_FILE", file.toString()))
                        .using(Aead.class, service);
        // @end
        try (var parrot = new Parrot(settings)) {
            parrot.save(said("Polly"));
            assertThat(parrot.events().read(LogSelection.all())).hasSize(1);
        }
        assertSays(
                settings("CIPHER", "TINK", "CIPHER_KEY_FILE", file.toString())
                        .using(Aead.class, service),
                "Pieces of eight!");
    }

    @Test
    void aCipherCanBeHandedOver() {
        Cipher cipher = new TinkCipher(KeysetProvider.of(Keyset.of(KEYSET)), keyId -> {});

        assertSays(settings().using(Cipher.class, cipher), "Pieces of eight!");
    }

    @Test
    void settingsThatDoNotGoTogetherAreRefused() throws Exception {
        String key = EncryptionKey.generate().toText();
        for (Settings each :
                new Settings[] {
                    settings("CIPHER", "tink"),
                    settings("CIPHER", "tink", "CIPHER_KEY", key),
                    settings("CIPHER", "tink", "CIPHER_KEY_FILE", file(), "CIPHER_KEY", key),
                    settings("CIPHER", "tink", "CIPHER_KEY_FILE", file(), "CIPHER_OLD_KEYS", key),
                    settings("CIPHER", "tink", "CIPHER_KEY_FILE", folder + "/none"),
                    settings("CIPHER", "tink", "CIPHER_KEY_FILE", file())
                            .using(KeyProvider.class, KeyProvider.of(EncryptionKey.generate())),
                    settings("CIPHER_KEY_FILE", file())
                }) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> new Parrot(each).close())
                    .withMessageNotContaining(key);
        }
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new Parrot(settings("CIPHER", "rot13", "CIPHER_KEY", key)))
                .withMessageContaining("aes-gcm, tink");
    }

    @Test
    void whatIsMovedToAnotherEventOrLogDoesNotOpen() {
        Mapper mapper = mapper(new UUID(1, 1));
        StoredEvent one = mapper.toStored(said("one"));
        StoredEvent other = mapper.toStored(said("other"));
        var moved =
                new StoredEvent(
                        one.id(),
                        one.origin(),
                        one.type(),
                        one.typeVersion(),
                        one.tags(),
                        one.timestamp(),
                        one.metadata(),
                        other.data());

        assertThat(mapper.toDomain(one)).hasSize(1);
        assertUnreadable(mapper, moved, CiphertextNotAuthenticException.class);
        assertUnreadable(mapper(new UUID(1, 2)), one, CiphertextNotAuthenticException.class);
        Mapper plain = new Mapper(EventTypes.of(Said.class), new JsonTranscoder());
        assertUnreadable(mapper, plain.toStored(said("plain")), NotEncryptedException.class);
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> plain.toDomain(one))
                .withMessageContaining("cipher 2");
    }

    private static Mapper mapper(UUID logId) {
        var cipher = new TinkCipher(KeysetProvider.of(Keyset.of(KEYSET)), keyId -> {});
        return new Mapper(EventTypes.of(Said.class), new JsonTranscoder())
                .with(Packing.plain().encrypting(cipher).encryptedOnly())
                .ofLog(logId);
    }

    private static void assertUnreadable(
            Mapper mapper, StoredEvent stored, Class<? extends Exception> cause) {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> mapper.toDomain(new Notification(7, stored)))
                .withCauseInstanceOf(cause);
    }
}
