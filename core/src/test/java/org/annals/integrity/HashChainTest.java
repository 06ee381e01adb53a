package org.annals.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

final class HashChainTest {
    private static final UUID ID = UUID.fromString("0192f0c1-2345-7abc-8def-0123456789ab");

    private final HashChain chain = new HashChain();

    private static StoredEvent event(
            @Nullable Origin origin,
            String type,
            int typeVersion,
            List<EventTag> tags,
            Map<String, String> metadata,
            byte... data) {
        var time = StoredEvent.instantOf(1_700_000_000_123_456L);
        return new StoredEvent(
                ID, origin, type, typeVersion, tags, time, metadata, Bytes.handOver(data));
    }

    private static StoredEvent fixed() {
        return event(
                new Origin("dog-7", 4),
                "Dog.Trained",
                2,
                List.of(EventTag.of("dog", "7"), EventTag.of("trick", "r\u00f6ll")),
                Map.of("user", "ann", "\ud83d\udc36", "dog", "\uffee", "half"),
                (byte) 1,
                (byte) 0,
                (byte) 0,
                (byte) '{',
                (byte) '}');
    }

    private static String hex(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.toArray());
    }

    @Test
    void theFirstFormatIsWhatItHasAlwaysBeen() {
        Bytes origin = HashChain.originOf(ID);
        Bytes digest = chain.digest(fixed());

        assertThat(hex(origin))
                .isEqualTo("d48dd91674bd592889c6e136345641161a5e8a8548e3cd7b0feedfa359017bcd");
        assertThat(hex(digest))
                .isEqualTo("e2e9e661637b7e9572d598f5b8fb97d313a239815bcb6c1aabdfa4979a47fbc8");
        assertThat(hex(chain.next(origin, 1, fixed())))
                .isEqualTo("481338d0c5650399322cdd82a42d4c624e4a9ba5522ea897ef65a46aea5ef91f");
        assertThat(chain.next(origin, 1, digest)).isEqualTo(chain.next(origin, 1, fixed()));
    }

    @Test
    void aByteMovedToTheNextFieldChangesTheDigest() {
        List<EventTag> tag = List.of(EventTag.of("ab", "c"));
        Map<String, String> pair = Map.of("ab", "c");
        List<StoredEvent> different =
                List.of(
                        event(new Origin("ab", 1), "c", 1, tag, pair, (byte) 1),
                        event(new Origin("a", 1), "bc", 1, tag, pair, (byte) 1),
                        event(null, "abc", 1, tag, pair, (byte) 1),
                        event(new Origin("ab", 1), "c", 1, List.of(), pair, (byte) 1),
                        event(
                                new Origin("ab", 1),
                                "c",
                                1,
                                List.of(EventTag.of("a", "bc")),
                                pair,
                                (byte) 1),
                        event(
                                new Origin("ab", 1),
                                "c",
                                1,
                                List.of(EventTag.of("ab", ""), EventTag.of("c", "")),
                                pair,
                                (byte) 1),
                        event(
                                new Origin("ab", 1),
                                "c",
                                1,
                                List.of(EventTag.of("c", ""), EventTag.of("ab", "")),
                                pair,
                                (byte) 1),
                        event(new Origin("ab", 1), "c", 1, tag, Map.of("a", "bc"), (byte) 1),
                        event(new Origin("ab", 1), "c", 1, tag, Map.of("abc", ""), (byte) 1),
                        event(new Origin("ab", 1), "c", 1, tag, Map.of(), (byte) 1),
                        event(new Origin("ab", 1), "c", 257, tag, pair, (byte) 1),
                        event(new Origin("ab", 257), "c", 1, tag, pair, (byte) 1),
                        event(new Origin("ab", 1), "c", 1, tag, pair, (byte) 1, (byte) 0),
                        event(new Origin("ab", 1), "c", 1, tag, pair));
        Set<Bytes> digests = new HashSet<>();

        different.forEach(each -> digests.add(chain.digest(each)));

        assertThat(digests).hasSameSizeAs(different);
    }

    @Test
    void theOrderOfMetadataIsNoPartOfAnEvent() {
        var one = new LinkedHashMap<String, String>();
        var other = new LinkedHashMap<String, String>();
        List.of("a", "b", "\ud83d\udc36", "\uffee").forEach(key -> one.put(key, "v"));
        List.of("\uffee", "\ud83d\udc36", "b", "a").forEach(key -> other.put(key, "v"));

        assertThat(chain.digest(event(null, "t", 1, List.of(), one)))
                .isEqualTo(chain.digest(event(null, "t", 1, List.of(), other)));
    }

    @Test
    void aHashIsOfItsLogItsPositionAndAllBeforeIt() {
        Bytes origin = HashChain.originOf(ID);
        Bytes hash = chain.next(origin, 1, fixed());

        assertThat(chain.next(HashChain.originOf(new UUID(1, 2)), 1, fixed())).isNotEqualTo(hash);
        assertThat(chain.next(origin, 2, fixed())).isNotEqualTo(hash);
        assertThat(new HashChain().next(origin, 1, fixed())).isEqualTo(hash);
    }

    @Test
    void whatHasNotTheLengthOfAHashIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chain.next(Bytes.empty(), 1, fixed()))
                .withMessageContaining("0 bytes")
                .withMessageContaining("32");
    }

    @Test
    void aLargeEventIsHashedLikeAnyOther() {
        String large = "x".repeat(100_000);
        var event = event(null, large, 1, List.of(), Map.of(large, large), new byte[100_000]);

        assertThat(chain.digest(event)).isEqualTo(new HashChain().digest(event));
        assertThat(chain.digest(fixed())).isEqualTo(new HashChain().digest(fixed()));
        assertThat(EventForm.decode(EventForm.encode(event))).isEqualTo(event);
    }
}
