package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.annals.compression.CompressionDictionary;
import org.annals.compression.DeflateCompressor;
import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.domain.Snapshot;
import org.annals.domain.TriggerScope;
import org.annals.encryption.AesGcmCipher;
import org.annals.encryption.EncryptionKey;
import org.annals.encryption.KeyProvider;
import org.annals.memory.MemoryRecorder;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What version 1 of {@link StoredForm} was when it was written first. These lines never change; a
 * later version has lines of its own beside them.
 */
final class GoldenFormTest {
    private record Said(String text) {}

    private static final String TEXT = "To be, or not to be, that is the question: to be or not";
    private static final CompressionDictionary DICTIONARY =
            CompressionDictionary.of("that is the question, to be or not to be".getBytes(UTF_8));
    private static final EncryptionKey KEY =
            EncryptionKey.parse("golden:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "KEY");

    private static final Snapshot<Said> SNAPSHOT =
            new Snapshot<>(
                    "prince",
                    5,
                    Instant.parse("1603-01-01T00:00:00.000001Z"),
                    Instant.parse("1603-01-01T00:00:01Z"),
                    new Said(TEXT));

    private static Mapper mapper() {
        return new Mapper(EventTypes.named(Said.class, "Said", 1), new TextTranscoder())
                .with(
                        Packing.plain()
                                .compressing(DeflateCompressor.with(DICTIONARY))
                                .encrypting(new AesGcmCipher(KeyProvider.of(KEY), keyId -> {})))
                .ofLog(new UUID(1, 2));
    }

    private static StoredEvent stored(Bytes data) {
        return new StoredEvent(
                new UUID(3, 4),
                new Origin("prince", 5),
                "Said",
                1,
                List.of(EventTag.of("act", "3"), EventTag.of("szene", "é")),
                Instant.parse("1603-01-01T00:00:00.000001Z"),
                Map.of("user", "will", "b", "2", "a", "1"),
                data);
    }

    @Test
    void whatWasWrittenFirstIsReadForEver() throws IOException {
        int read = 0;
        for (String line : lines("stored-form-1.txt")) {
            String hex = line.substring(line.indexOf(' ') + 1);
            StoredEvent stored = stored(Bytes.handOver(HexFormat.of().parseHex(hex)));

            assertThat(mapper().toDomain(stored))
                    .as(line)
                    .<Object>extracting(event -> event.event())
                    .containsExactly(new Said(TEXT));
            read++;
        }
        assertThat(read).isEqualTo(6);
    }

    @Test
    void snapshotsThatWereWrittenFirstAreReadForEver() throws IOException {
        int read = 0;
        for (String line : lines("stored-snapshot-1.txt")) {
            String hex = line.substring(line.indexOf(' ') + 1);
            Bytes data = Bytes.handOver(HexFormat.of().parseHex(hex));
            try (var recorder = log()) {
                recorder.putSnapshot(
                        new StoredSnapshot(new UUID(5, 6), "prince", "Said", 1, 5, data));
                var store =
                        new SnapshotStore(
                                EventTypes.named(Said.class, "Said", 1),
                                new EventStore(mapper(), recorder));

                assertThat(store.find(Said.class, "prince", 9)).as(line).contains(SNAPSHOT);
            }
            read++;
        }
        assertThat(read).isEqualTo(6);
    }

    /** Returns a log of the id to which the lines are bound. */
    private static MemoryRecorder log() {
        var ids = TriggerScope.of(Clock.systemUTC(), () -> new UUID(1, 2));
        return ids.call(() -> MemoryRecorder.open("Golden"));
    }

    private static List<String> lines(String name) throws IOException {
        try (var file = GoldenFormTest.class.getResourceAsStream(name)) {
            return new String(requireNonNull(file, "file").readAllBytes(), UTF_8).lines().toList();
        }
    }

    /** Encodes a text as its UTF-8. */
    private static final class TextTranscoder implements Transcoder {
        @Override
        public byte[] encode(Object object) {
            return ((Said) object).text().getBytes(UTF_8);
        }

        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            return type.cast(new Said(new String(bytes, UTF_8)));
        }
    }
}
