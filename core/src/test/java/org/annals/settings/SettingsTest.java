package org.annals.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

final class SettingsTest {
    private static NamedSettings named(Map<String, String> given) {
        return Settings.only(given).named("DogSchool");
    }

    @Test
    void theConstructorComesBeforeTheEnvironmentAndBothBeforeDefaults() {
        var settings =
                Settings.only(Map.of("A", "given"))
                        .withEnvironment(Map.of("A", "env", "B", "env"))
                        .withDefaults(Map.of("A", "class", "B", "class", "C", "class"))
                        .named("DogSchool");

        assertThat(settings.find("A")).contains("given");
        assertThat(settings.find("B")).contains("env");
        assertThat(settings.find("C")).contains("class");
        assertThat(settings.find("D")).isEmpty();
    }

    @Test
    void inEachPlaceTheNameComesFirst() {
        var settings =
                Settings.only(Map.of("A", "given"))
                        .withEnvironment(
                                Map.of("DOGSCHOOL_A", "own", "DOGSCHOOL_B", "own", "B", "env"))
                        .named("DogSchool");

        assertThat(settings.find("A")).contains("given");
        assertThat(settings.find("B")).contains("own");
        assertThat(
                        Settings.only(Map.of("MY_SCHOOL_2_A", "x", "A", "y"))
                                .named("my school-2")
                                .find("A"))
                .contains("x");
    }

    @Test
    void emptyEndsTheSearchAndMeansTheDefault() {
        var settings =
                Settings.only(Map.of("A", "")).withEnvironment(Map.of("A", "env")).named("X");

        assertThat(settings.find("A")).isEmpty();
        assertThat(settings.number("A", 7, 1, 9)).isEqualTo(7);
        assertThat(settings.flag("A", true)).isTrue();
    }

    @Test
    void twoApplicationsInOneProcessHaveValuesOfTheirOwn() {
        var given = Settings.only(Map.of("APP1_K", "one", "APP2_K", "two"));

        assertThat(given.named("App1").find("K")).contains("one");
        assertThat(given.named("App2").find("K")).contains("two");
    }

    @Test
    void numbersAreCheckedWithBothBoundsIncluded() {
        assertThat(named(Map.of("N", "1")).number("N", 5, 1, 9)).isEqualTo(1);
        assertThat(named(Map.of("N", "9")).number("N", 5, 1, 9)).isEqualTo(9);
        for (String wrong : List.of("0", "10", "x", "1.5", "99999999999999999999")) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> named(Map.of("N", wrong)).number("N", 5, 1, 9))
                    .withMessageContaining("N of DogSchool")
                    .withMessageContaining("from 1 to 9")
                    .withMessageContaining("'" + wrong + "'");
        }
    }

    @Test
    void theValueOfASecretIsNeverShown() {
        var settings = named(Map.of("CIPHER_KEY", "hunter2", "POSTGRES_PASSWORD", "hunter2"));
        settings.find("CIPHER_KEY");
        settings.text("POSTGRES_PASSWORD", "");

        assertThat(settings.effective()).containsEntry("CIPHER_KEY", "***");
        assertThat(settings.effective().toString() + settings).doesNotContain("hunter2");
        assertThat(settings.wrong("CIPHER_KEY", "hunter2", "32 bytes"))
                .hasMessageContaining("CIPHER_KEY")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void truthValuesAreSpelledInManyWaysAndNoOthers() {
        for (String yes : List.of("y", "YES", "t", "True", "on", "1")) {
            assertThat(named(Map.of("F", yes)).flag("F", false)).isTrue();
        }
        for (String no : List.of("n", "NO", "f", "False", "off", "0")) {
            assertThat(named(Map.of("F", no)).flag("F", true)).isFalse();
        }
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> named(Map.of("F", "maybe")).flag("F", true))
                .withMessageContaining("'maybe'");
    }

    @Test
    void durationsAreSecondsOrHaveAUnit() {
        Map<String, Duration> spellings =
                Map.of(
                        "5", Duration.ofSeconds(5),
                        "0.25", Duration.ofMillis(250),
                        "250ms", Duration.ofMillis(250),
                        "5s", Duration.ofSeconds(5),
                        "2m", Duration.ofMinutes(2),
                        "1.5h", Duration.ofMinutes(90));

        spellings.forEach(
                (text, expected) ->
                        assertThat(named(Map.of("D", text)).duration("D", Duration.ZERO))
                                .as(text)
                                .isEqualTo(expected));
        for (String wrong : List.of("-1", "5 days", "soon", "1e3")) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> named(Map.of("D", wrong)).duration("D", Duration.ZERO))
                    .withMessageContaining(wrong);
        }
    }

    @Test
    void aDurationThatCannotBeCountedInNanosecondsIsRefused() {
        assertThat(named(Map.of("D", "2562047h")).duration("D", Duration.ZERO))
                .isEqualTo(Duration.ofHours(2_562_047));
        for (String wrong : List.of("2562048h", "999999999h", "999999999m", "0.0000001ms")) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .as(wrong)
                    .isThrownBy(() -> named(Map.of("D", wrong)).duration("D", Duration.ZERO))
                    .withMessageContaining("D of DogSchool")
                    .withMessageContaining("'" + wrong + "'");
        }
    }

    @Test
    void allMissingKeysAreInOneMessage() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> named(Map.of("B", "x")).required(List.of("A", "B", "C")))
                .withMessageContaining("A, C")
                .withMessageContaining("DOGSCHOOL_");
    }

    @Test
    void aKeyUnderTheOwnPrefixThatLooksLikeAKnownOneIsReported() {
        var settings =
                Settings.only(Map.of("DOGSCHOOL_SQLITE_DBNAM", "x", "OTHER_SQLITE_DBNAM", "y"))
                        .withEnvironment(Map.of("DOGSCHOOL_HOME", "z"))
                        .named("DogSchool");

        assertThat(settings.misspelt(List.of("SQLITE_DBNAME", "LOG_SECTION_SIZE")))
                .isEqualTo(Map.of("DOGSCHOOL_SQLITE_DBNAM", "DOGSCHOOL_SQLITE_DBNAME"));
    }

    @Test
    void componentsAreFoundByTheirRole() {
        var settings = Settings.only(Map.of()).using(CharSequence.class, "text").named("X");

        assertThat(settings.component(CharSequence.class)).contains("text");
        assertThat(settings.component(Runnable.class)).isEmpty();
    }
}
