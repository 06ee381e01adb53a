package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.util.Map;

final class LimitsTest {
    @Test
    void limitsAreChangedByName() {
        // @start region="builder"
        var limits = Limits.builder().eventBytes(4_096).tags(8).build();
        // @end

        assertThat(limits)
                .isEqualTo(
                        new Limits(
                                4_096, 100_000, 64L << 20, 256, 8, 256, 8 << 10, 64, 100, 100, 64,
                                8L << 20, 4 << 20, 10_000, 64 << 10));
    }

    @Test
    void everyLimitHasItsOwnPlace() {
        var limits =
                Limits.builder()
                        .eventBytes(1)
                        .appendEvents(2)
                        .appendBytes(3)
                        .textBytes(4)
                        .tags(5)
                        .tagBytes(6)
                        .metadataBytes(7)
                        .metadataEntries(8)
                        .queryItems(9)
                        .queryTypes(10)
                        .queryTags(11)
                        .pageBytes(12)
                        .snapshotBytes(13)
                        .appendChanges(14)
                        .timerBytes(15)
                        .build();

        assertThat(limits).isEqualTo(new Limits(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    }

    @Test
    void aLimitIsSaidOnceAndLeavesRoomForSomething() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Limits.builder().tags(1).tags(2))
                .withMessageContaining("'tags'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limits.builder().eventBytes(0).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limits.builder().snapshotBytes(0).build())
                .withMessageContaining("snapshots");
    }

    @Test
    void settingsChangeThoseThatHaveAKey() {
        var settings =
                Settings.only(
                                Map.of(
                                        "EVENT_MAX_BYTES",
                                        "10",
                                        "APPEND_MAX_EVENTS",
                                        "11",
                                        "TAGS_MAX",
                                        "0",
                                        "TAG_MAX_BYTES",
                                        "12",
                                        "SNAPSHOT_MAX_BYTES",
                                        "13"))
                        .named("DogSchool");

        assertThat(Limits.from(settings))
                .isEqualTo(
                        Limits.builder()
                                .eventBytes(10)
                                .appendEvents(11)
                                .tags(0)
                                .tagBytes(12)
                                .snapshotBytes(13)
                                .build());
        assertThat(Limits.from(Settings.only(Map.of()).named("DogSchool")))
                .isEqualTo(Limits.defaults());
    }
}
