package org.annals.tink;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Mapper;
import org.annals.persistence.Packing;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Transcoder;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What cipher 2 wrote first, for ever. The event and its place are those of the test of this name
 * in {@code core}; the lines never change, and later ones stand beside them.
 */
final class GoldenFormTest {
    private record Said(String text) {}

    private static final String TEXT = "To be, or not to be, that is the question: to be or not";

    private static Mapper mapper() throws Exception {
        KeysetHandle keyset =
                TinkJsonProtoKeysetFormat.parseKeyset(
                        String.join("", lines("keyset.json")),
                        AeadConfig2026.get(),
                        InsecureSecretKeyAccess.get());
        return new Mapper(EventTypes.named(Said.class, "Said", 1), new TextTranscoder())
                .with(
                        Packing.plain()
                                .encrypting(
                                        new TinkCipher(
                                                KeysetProvider.of(Keyset.of(keyset)), keyId -> {})))
                .ofLog(new UUID(1, 2));
    }

    @Test
    void whatWasWrittenFirstIsReadForEver() throws Exception {
        int read = 0;
        for (String line : lines("stored-form-1.txt")) {
            byte[] data = HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1));
            var stored =
                    new StoredEvent(
                            new UUID(3, 4),
                            new Origin("prince", 5),
                            "Said",
                            1,
                            List.of(EventTag.of("act", "3"), EventTag.of("szene", "é")),
                            Instant.parse("1603-01-01T00:00:00.000001Z"),
                            Map.of("user", "will", "b", "2", "a", "1"),
                            Bytes.copyOf(data));

            assertThat(mapper().toDomain(stored))
                    .as(line)
                    .<Object>extracting(event -> event.event())
                    .containsExactly(new Said(TEXT));
            read++;
        }
        assertThat(read).isEqualTo(2);
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
