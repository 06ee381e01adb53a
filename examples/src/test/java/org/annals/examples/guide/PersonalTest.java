package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The code of the page on personal data. */
final class PersonalTest {
    @Test
    void aMemberIsErased(@TempDir Path folder) {
        Map<String, String> badges = new HashMap<>(Map.of("m-1", "Ophelia"));
        // @start region="keys"
        var settings =
                Settings.of(Map.of("SUBJECT_KEYS_FOLDER", folder.resolve("keys").toString()));
        // @end
        try (var club = new Club(settings, badges)) {
            club.save(Membership.join("m-1", "Ophelia", 1602));
            assertThat(club.repository().get(Membership.class, "m-1").badge()).isEqualTo("Ophelia");
            // @start region="erase"
            var erasure = club.erase("m-1");

            assertThat(erasure.isComplete()).isTrue();
            var membership = club.repository().get(Membership.class, "m-1");
            assertThat(membership.badge()).isEqualTo("a former member");
            // @end
            assertThat(badges).isEmpty();
        }
    }
}
