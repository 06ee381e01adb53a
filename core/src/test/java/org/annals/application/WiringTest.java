package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.Dog;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class WiringTest {
    private static Settings settings(Map<String, String> given) {
        return Settings.only(given).using(Transcoder.class, new RememberingTranscoder());
    }

    @Test
    void nothingSetMeansInMemory() {
        try (var school = new DogSchool(settings(Map.of()))) {
            assertThat(school).asString().contains("MemoryRecorder").contains("not durable");
        }
    }

    @Test
    void aModuleIsChosenByItsName() {
        Transcoder transcoder = new RememberingTranscoder();
        // @start region="settings"
        var settings =
                Settings.of(Map.of("PERSISTENCE_MODULE", "memory", "LOG_SECTION_SIZE", "20"))
                        .using(Transcoder.class, transcoder);
        try (var school = new DogSchool(settings)) {
            assertThat(school.notificationLog().sectionSize()).isEqualTo(20);
        }
        // @end
    }

    @Test
    void anUnknownModuleIsToldWithThoseOnThePath() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new DogSchool(settings(Map.of("PERSISTENCE_MODULE", "oracle"))))
                .withMessageContaining("PERSISTENCE_MODULE of DogSchool")
                .withMessageContaining("'oracle'")
                .withMessageContaining("memory");
    }

    @Test
    void withoutATranscoderTheRemedyIsTold() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new DogSchool(Settings.only(Map.of())))
                .withMessageContaining("annals-jackson");
    }

    @Test
    void aSettingThatCannotBeHonouredIsRefusedAndNotIgnored() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () -> new DogSchool(settings(Map.of("DOGSCHOOL_CIPHER_KEY", "hunter2"))))
                .withMessageContaining("CIPHER_KEY")
                .matches(e -> !String.valueOf(e.getMessage()).contains("hunter2"));
    }

    @Test
    void theStartAndAMisspeltKeyAreTold() {
        List<Notice> notices = new ArrayList<>();
        var given =
                settings(Map.of("DOGSCHOOL_LOG_SECTION_SIZ", "5"))
                        .using(NoticeListener.class, notices::add);

        new DogSchool(given).close();

        assertThat(notices)
                .containsExactly(
                        new Notice.MisspeltSetting(
                                "DogSchool",
                                "DOGSCHOOL_LOG_SECTION_SIZ",
                                "DOGSCHOOL_LOG_SECTION_SIZE"),
                        new Notice.Started("DogSchool", "MemoryRecorder[DogSchool, not durable]"));
    }

    @Test
    void aWrongNumberIsToldBeforeAnythingIsOpened() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new DogSchool(settings(Map.of("LOG_SECTION_SIZE", "0"))))
                .withMessageContaining("LOG_SECTION_SIZE");
    }

    @Test
    void effectiveSettingsCanBeListed() {
        try (var school = new DogSchool(settings(Map.of("LOG_SECTION_SIZE", "7")))) {
            assertThat(school.effectiveSettings())
                    .containsEntry("LOG_SECTION_SIZE", "7")
                    .containsEntry("PERSISTENCE_MODULE", "memory")
                    .containsEntry("RETRY_ATTEMPTS", "5");
        }
    }

    @Test
    void twoApplicationsInOneProcessDoNotMeet() {
        try (var one = new DogSchool(settings(Map.of()));
                var two = new ApplicationTest.Everything(settings(Map.of()))) {
            one.save(Dog.registerAs("dog-1", "Fido"));

            assertThat(two.repository().exists("dog-1")).isFalse();
            assertThat(two.events().recorder().head()).isZero();
        }
    }
}
