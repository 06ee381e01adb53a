package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.compression.CompressionDictionary;
import org.annals.compression.CorruptCompressionException;
import org.annals.compression.DeflateCompressor;
import org.annals.compression.InflationLimitException;
import org.annals.compression.UnknownDictionaryException;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.EventType;
import org.annals.domain.Origin;
import org.annals.encryption.AesGcmCipher;
import org.annals.encryption.CiphertextMalformedException;
import org.annals.encryption.CiphertextNotAuthenticException;
import org.annals.encryption.EncryptionKey;
import org.annals.encryption.EncryptionKeyNotFoundException;
import org.annals.encryption.KeyProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** CONFORMANCE section 8, for events. */
final class PackingTest {
    /** An event that is its text. */
    private record Said(String text) {}

    /** An event whose size is to tell nothing. */
    @EventType(name = "Secret", secret = true)
    private record Secret(String text) {}

    private static final UUID LOG = new UUID(1, 1);
    private static final String CANARY = "the canary sings ";
    private static final EncryptionKey KEY = EncryptionKey.generate("k1");
    private static final EncryptionKey NEWER = EncryptionKey.generate("k2");
    private static final CompressionDictionary DICTIONARY =
            CompressionDictionary.of(CANARY.getBytes(UTF_8));

    private static AesGcmCipher cipher(EncryptionKey active, EncryptionKey... old) {
        return new AesGcmCipher(KeyProvider.of(active, old), keyId -> {});
    }

    private static final EventTypes TYPES =
            EventTypes.named(Said.class, "Said", 1, "Sung").and(EventTypes.of(Secret.class));

    private static Mapper mapper(Packing packing) {
        return new Mapper(TYPES, new TextTranscoder()).with(packing).ofLog(LOG);
    }

    private static DomainEvent<Object> event(Object said) {
        return DomainEvent.of(
                said,
                new Origin("bird-1", 3),
                EventDetails.at(Instant.parse("2026-11-24T10:00:00.000001Z"))
                        .withTags(EventTag.of("a", "1"), EventTag.of("b", "2"))
                        .withMetadata(Map.of("user", "u1", "x", "y")));
    }

    private static final DomainEvent<Object> SONG = event(new Said(CANARY.repeat(20)));

    private static boolean holds(StoredEvent stored, String text) {
        return new String(stored.data().toArray(), UTF_8).contains(text);
    }

    private static StoredEvent with(StoredEvent stored, Bytes data) {
        return new StoredEvent(
                stored.id(),
                stored.origin(),
                stored.type(),
                stored.typeVersion(),
                stored.tags(),
                stored.timestamp(),
                stored.metadata(),
                data);
    }

    private static void assertUnreadable(
            Mapper reader, StoredEvent stored, Class<? extends Exception> cause) {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> reader.toDomain(new Notification(7, stored)))
                .withCauseInstanceOf(cause)
                .withMessageContaining(stored.id().toString())
                .withMessageContaining("position 7")
                .matches(e -> !String.valueOf(e.getMessage()).contains("canary"));
    }

    // CIP-1
    @Test
    void whatRepeatsItselfIsStoredSmallerAndWhatWouldGrowIsStoredPlain() {
        Mapper mapper = mapper(Packing.plain().compressing(DeflateCompressor.plain()));

        StoredEvent song = mapper.toStored(SONG);
        assertThat(song.data().length()).isLessThan(60);
        assertThat(song.data().at(1)).isEqualTo((byte) 1);
        assertThat(mapper.toDomain(song)).isEqualTo(List.of(SONG));

        DomainEvent<Object> small = event(new Said("hi"));
        StoredEvent plain = mapper.toStored(small);
        assertThat(plain.data().at(1)).isZero();
        assertThat(mapper.toDomain(plain)).isEqualTo(List.of(small));
    }

    // CIP-2
    @Test
    void whatIsEncryptedShowsNothingOfTheContent() {
        StoredEvent plain = mapper(Packing.plain()).toStored(SONG);
        StoredEvent encrypted = mapper(Packing.plain().encrypting(cipher(KEY))).toStored(SONG);
        StoredEvent both =
                mapper(
                                Packing.plain()
                                        .compressing(DeflateCompressor.plain())
                                        .encrypting(cipher(KEY)))
                        .toStored(SONG);

        assertThat(holds(plain, "canary")).isTrue();
        assertThat(holds(encrypted, "canary")).isFalse();
        assertThat(holds(both, "canary")).isFalse();
        assertThat(both.data().length()).isLessThan(encrypted.data().length());
    }

    // CIP-3
    @Test
    void theSameEventIsEncryptedInAnotherWayEachTime() {
        Mapper mapper = mapper(Packing.plain().encrypting(cipher(KEY)));

        assertThat(mapper.toStored(SONG).data()).isNotEqualTo(mapper.toStored(SONG).data());
        assertThat(mapper.toDomain(mapper.toStored(SONG))).isEqualTo(List.of(SONG));
    }

    // CIP-5
    @Test
    void aChangedByteOrACutIsFoundWhereverItIs() {
        Mapper mapper = mapper(Packing.plain().encrypting(cipher(KEY)).encryptedOnly());
        StoredEvent stored = mapper.toStored(event(new Said("canary")));
        byte[] data = stored.data().toArray();
        for (int i = 0; i < data.length; i++) {
            byte[] flipped = data.clone();
            flipped[i] ^= 1;
            StoredEvent changed = with(stored, Bytes.handOver(flipped));
            assertThatExceptionOfType(UnreadableEventException.class)
                    .as("byte %d", i)
                    .isThrownBy(() -> mapper.toDomain(changed));
            Bytes cut = Bytes.handOver(Arrays.copyOf(data, i));
            assertThatExceptionOfType(UnreadableEventException.class)
                    .as("cut at %d", i)
                    .isThrownBy(() -> mapper.toDomain(with(stored, cut)));
        }
        assertUnreadable(
                mapper,
                with(stored, Bytes.handOver(Arrays.copyOf(data, data.length - 1))),
                CiphertextNotAuthenticException.class);
        assertUnreadable(
                mapper,
                with(stored, Bytes.handOver(Arrays.copyOf(data, 10))),
                CiphertextMalformedException.class);
    }

    // CIP-5
    @Test
    void anotherKeyDoesNotOpenIt() {
        StoredEvent stored = mapper(Packing.plain().encrypting(cipher(KEY))).toStored(SONG);
        EncryptionKey impostor = EncryptionKey.generate("k1");

        assertUnreadable(
                mapper(Packing.plain().encrypting(cipher(impostor))),
                stored,
                CiphertextNotAuthenticException.class);
        assertUnreadable(
                mapper(Packing.plain().encrypting(cipher(NEWER))),
                stored,
                EncryptionKeyNotFoundException.class);
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> mapper(Packing.plain()).toDomain(stored))
                .withMessageContaining("CIPHER_KEY");
    }

    // F52
    @Test
    void besideAnyOtherFactItDoesNotOpen() {
        Packing packing =
                Packing.plain().compressing(DeflateCompressor.plain()).encrypting(cipher(KEY));
        Mapper mapper = mapper(packing);
        StoredEvent s = mapper.toStored(SONG);
        Origin origin = new Origin("bird-1", 3);
        List<EventTag> reversed = List.of(EventTag.of("b", "2"), EventTag.of("a", "1"));
        byte[] header = s.data().toArray();
        header[1] = 0;
        List<StoredEvent> moved = new ArrayList<>();
        moved.add(of(new UUID(0, 1), origin, "Said", s.tags(), s.timestamp(), s.metadata(), s));
        moved.add(of(s.id(), null, "Said", s.tags(), s.timestamp(), s.metadata(), s));
        moved.add(
                of(
                        s.id(),
                        new Origin("bird-2", 3),
                        "Said",
                        s.tags(),
                        s.timestamp(),
                        s.metadata(),
                        s));
        moved.add(
                of(
                        s.id(),
                        new Origin("bird-1", 4),
                        "Said",
                        s.tags(),
                        s.timestamp(),
                        s.metadata(),
                        s));
        moved.add(of(s.id(), origin, "Sung", s.tags(), s.timestamp(), s.metadata(), s));
        moved.add(of(s.id(), origin, "Said", reversed, s.timestamp(), s.metadata(), s));
        moved.add(of(s.id(), origin, "Said", List.of(), s.timestamp(), s.metadata(), s));
        moved.add(
                of(
                        s.id(),
                        origin,
                        "Said",
                        s.tags(),
                        s.timestamp().plusNanos(1000),
                        s.metadata(),
                        s));
        moved.add(
                of(
                        s.id(),
                        origin,
                        "Said",
                        s.tags(),
                        s.timestamp(),
                        Map.of("user", "u1x", "", "y"),
                        s));
        moved.add(of(s.id(), origin, "Said", s.tags(), s.timestamp(), Map.of(), s));
        moved.add(with(s, Bytes.handOver(header)));

        for (StoredEvent each : moved) {
            assertUnreadable(mapper, each, CiphertextNotAuthenticException.class);
        }
        assertUnreadable(mapper.ofLog(new UUID(1, 2)), s, CiphertextNotAuthenticException.class);
        assertThat(mapper.toDomain(s)).isEqualTo(List.of(SONG));
    }

    private static StoredEvent of(
            UUID id,
            @Nullable Origin origin,
            String type,
            List<EventTag> tags,
            Instant timestamp,
            Map<String, String> metadata,
            StoredEvent stored) {
        return new StoredEvent(id, origin, type, 1, tags, timestamp, metadata, stored.data());
    }

    // CIP-6, CIP-7
    @Test
    void whateverWasSetBeforeStaysReadable() {
        // @start region="packing"
        var packing =
                Packing.plain()
                        .compressing(DeflateCompressor.with(DICTIONARY))
                        .encrypting(new AesGcmCipher(KeyProvider.of(NEWER, KEY), keyId -> {}));
        // @end
        List<Packing> earlier =
                List.of(
                        Packing.plain(),
                        Packing.plain().compressing(DeflateCompressor.plain()),
                        Packing.plain().compressing(DeflateCompressor.with(DICTIONARY)),
                        Packing.plain().encrypting(cipher(KEY)),
                        Packing.plain()
                                .compressing(DeflateCompressor.with(DICTIONARY))
                                .encrypting(cipher(KEY)),
                        packing);
        Mapper now = mapper(packing);
        for (Packing each : earlier) {
            assertThat(now.toDomain(mapper(each).toStored(SONG))).isEqualTo(List.of(SONG));
        }
        assertThat(holds(now.toStored(SONG), "k2")).isTrue();
    }

    // CIP-8
    @Test
    void withEncryptionRequiredPlainDataIsRefused() {
        StoredEvent plain = mapper(Packing.plain()).toStored(SONG);

        assertUnreadable(
                mapper(Packing.plain().encrypting(cipher(KEY)).encryptedOnly()),
                plain,
                NotEncryptedException.class);
        assertThatIllegalStateException().isThrownBy(() -> Packing.plain().encryptedOnly());
    }

    // CIP-9, F51
    @Test
    void whatWouldInflateBeyondTheBoundIsRefusedAndNotWritten() {
        var compressing = Packing.plain().compressing(DeflateCompressor.plain());
        DomainEvent<Object> bomb = event(new Said("0".repeat(1_001)));
        StoredEvent stored = mapper(compressing).toStored(bomb);

        assertUnreadable(
                mapper(compressing.inflatingTo(1_000)), stored, InflationLimitException.class);
        assertThat(mapper(compressing.inflatingTo(1_001)).toDomain(stored))
                .isEqualTo(List.of(bomb));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapper(compressing.inflatingTo(1_000)).toStored(bomb))
                .withMessageContaining("1001")
                .withMessageContaining("INFLATE_MAX_BYTES");
        assertThatIllegalArgumentException().isThrownBy(() -> compressing.inflatingTo(0));
    }

    @Test
    void damagedOrForeignCompressionIsTold() {
        Mapper writer = mapper(Packing.plain().compressing(DeflateCompressor.with(DICTIONARY)));
        StoredEvent stored = writer.toStored(SONG);
        var other = CompressionDictionary.of("something else".getBytes(UTF_8));

        assertUnreadable(
                mapper(Packing.plain().reading(DeflateCompressor.with(other))),
                stored,
                UnknownDictionaryException.class);
        byte[] cut = Arrays.copyOf(stored.data().toArray(), stored.data().length() - 1);
        assertUnreadable(
                writer, with(stored, Bytes.handOver(cut)), CorruptCompressionException.class);
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> mapper(Packing.plain()).toDomain(stored))
                .withMessageContaining("compressor is 2");
    }

    @Test
    void anEventWhoseTypeIsSecretIsNotCompressed() {
        Mapper mapper = mapper(Packing.plain().compressing(DeflateCompressor.plain()));

        assertThat(mapper.toStored(event(new Secret("0".repeat(500)))).data().length())
                .isEqualTo(503);
    }

    @Test
    void aMapperThatBelongsToNoLogEncryptsNothing() {
        var mapper =
                new Mapper(TYPES, new TextTranscoder())
                        .with(Packing.plain().encrypting(cipher(KEY)));

        assertThatIllegalStateException()
                .isThrownBy(() -> mapper.toStored(SONG))
                .withMessageContaining("EventStore");
    }

    @Test
    void nothingIsToldOfKeys() {
        assertThat(Packing.plain().encrypting(cipher(KEY)).toString())
                .isEqualTo("Packing[compressor=null, cipher=aes-gcm]");
    }

    /** Encodes a text as its UTF-8. */
    private static final class TextTranscoder implements Transcoder {
        @Override
        public byte[] encode(Object object) {
            return (object instanceof Secret secret ? secret.text() : ((Said) object).text())
                    .getBytes(UTF_8);
        }

        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            String text = new String(bytes, UTF_8);
            return type.cast(type == Said.class ? new Said(text) : new Secret(text));
        }
    }
}
