package org.annals.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

final class ValuesTest {
    @Test
    void theKeyOfATagEndsAtItsFirstColon() {
        EventTag tag = EventTag.parse("url:https://example.org:80");

        assertThat(tag).isEqualTo(EventTag.of("url", "https://example.org:80"));
        assertThat(tag).hasToString("url:https://example.org:80");
        assertThat(EventTag.parse("a:")).isEqualTo(EventTag.of("a", ""));
    }

    @Test
    void aTagWithoutAKeyIsRefused() {
        for (String text : List.of("", "a", ":a")) {
            assertThatIllegalArgumentException().isThrownBy(() -> EventTag.parse(text));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> EventTag.of("a:b", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> EventTag.of("a", "\0"));
    }

    @Test
    void textWithNulOrAnUnpairedSurrogateIsRefusedAndAllOtherTextIsNot() {
        for (String bad : List.of("a\0", "\ud800", "\ud800a", "\udc00", "a\udc00\ud800")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Text.requireStorable(bad, "text"))
                    .withMessageContaining("text");
        }
        for (String good : List.of("", " ", "ß İ é é", "\ud83d\ude00", "\u0001\ufffd")) {
            assertThat(Text.requireStorable(good, "text")).isEqualTo(good);
            assertThat(Text.utf8Length(good))
                    .isEqualTo(good.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Test
    void versionsBelowOneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Origin("dog-1", 0))
                .withMessageContaining("dog-1");
    }

    @Test
    void nameBasedIdsAreThoseOfTheStandard() {
        // RFC 9562, appendix A.4.
        assertThat(Uuids.nameBased(Uuids.NAMESPACE_DNS, "www.example.com"))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
        assertThat(Uuids.nameBased(Uuids.NAMESPACE_URL, "/pages/welcome"))
                .isEqualTo(Uuids.nameBased(Uuids.NAMESPACE_URL, "/pages/welcome"));
    }

    @Test
    void versionSevenIdsHaveTheirTimeFirstAndDiffer() {
        Instant now = Instant.parse("2026-11-23T10:00:00.123Z");
        IdSource ids = IdSource.uuidV7(() -> now);
        Set<UUID> seen = new HashSet<>();

        for (int i = 0; i < 100_000; i++) {
            UUID id = ids.next();
            assertThat(seen.add(id)).isTrue();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
        }
    }

    @Test
    void versionSevenIdsSortByTimeWithinAMillisecond() {
        Instant now = Instant.parse("2026-11-23T10:00:00.123100Z");
        UUID earlier = IdSource.uuidV7(() -> now).next();
        UUID later = IdSource.uuidV7(() -> now.plusNanos(1_000)).next();

        assertThat(earlier).isLessThan(later);
    }
}
