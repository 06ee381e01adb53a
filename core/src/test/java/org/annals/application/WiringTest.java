package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import static java.util.stream.Collectors.toMap;

import org.annals.domain.Dog;
import org.annals.memory.MemoryModule;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    void aSettingThatAsksForNothingIsAccepted() {
        Map<String, String> asItIs =
                Map.of(
                        "AGGREGATE_CACHE_FASTFORWARD", "y",
                        "AGGREGATE_CACHE_FASTFORWARD_SKIPPING", "No",
                        "AGGREGATE_CACHE_MAXSIZE", "",
                        "CIPHER_REQUIRED", "n",
                        "COMPRESSOR", "",
                        "INFLATE_MAX_BYTES", "4194304",
                        "IS_SNAPSHOTTING_ENABLED", "false",
                        "NEWER_EVENTS", "fail");

        new DogSchool(settings(asItIs)).close();
    }

    @Test
    void aCacheOfASizeThatIsNoneIsRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new DogSchool(settings(Map.of("AGGREGATE_CACHE_MAXSIZE", "-1"))))
                .withMessageContaining("AGGREGATE_CACHE_MAXSIZE of DogSchool")
                .withMessageContaining("'-1'");
    }

    @Test
    void everyKnownKeyIsKnownWhetherOrNotThisReleaseReadsIt() {
        Map<String, String> all =
                KnownKeys.ALL.stream().collect(toMap(key -> "DOGSCHOOL_" + key, key -> "x"));
        var misspelt =
                Settings.only(Map.of("DOGSCHOOL_CIPHER_KY", "x", "DOGSCHOOL_POSTGRES_HOSTS", "x"));

        assertThat(Settings.only(all).named("DogSchool").misspelt(KnownKeys.ALL)).isEmpty();
        assertThat(misspelt.named("DogSchool").misspelt(KnownKeys.ALL))
                .isEqualTo(
                        Map.of(
                                "DOGSCHOOL_CIPHER_KY", "DOGSCHOOL_CIPHER_KEY",
                                "DOGSCHOOL_POSTGRES_HOSTS", "DOGSCHOOL_POSTGRES_HOST"));
        assertThat(KnownKeys.ALL).containsAll(new MemoryModule().keys());
    }

    @Test
    void theStartAndAMisspeltKeyAreTold() {
        List<Notice> notices = new ArrayList<>();
        var given =
                settings(Map.of("DOGSCHOOL_CIPHER_KY", "x", "DOGSCHOOL_LOG_SECTION_SIZ", "5"))
                        .using(NoticeListener.class, notices::add);

        new DogSchool(given).close();

        assertThat(notices)
                .containsExactly(
                        new Notice.MisspeltSetting(
                                "DogSchool", "DOGSCHOOL_CIPHER_KY", "DOGSCHOOL_CIPHER_KEY"),
                        new Notice.MisspeltSetting(
                                "DogSchool",
                                "DOGSCHOOL_LOG_SECTION_SIZ",
                                "DOGSCHOOL_LOG_SECTION_SIZE"),
                        new Notice.Started("DogSchool", "MemoryRecorder[DogSchool, not durable]"));
    }

    @Test
    void aListenerThatThrowsAtTheStartLeavesNothingOpen() {
        List<Recorder> opened = new ArrayList<>();
        var given =
                settings(Map.of())
                        .using(PersistenceModule.class, new RememberingModule(opened))
                        .using(
                                NoticeListener.class,
                                notice -> {
                                    throw new IllegalStateException("of the listener's own");
                                });

        assertThatIllegalStateException()
                .isThrownBy(() -> new DogSchool(given))
                .withMessage("of the listener's own");
        assertThatExceptionOfType(RecorderClosedException.class)
                .isThrownBy(opened.getFirst()::head);
    }

    /** Opens recorders in memory and remembers them. */
    private record RememberingModule(List<Recorder> opened) implements PersistenceModule {
        @Override
        public String name() {
            return "remembering";
        }

        @Override
        public Set<String> keys() {
            return Set.of();
        }

        @Override
        public Recorder open(NamedSettings settings) {
            opened.add(MemoryRecorder.open(settings.applicationName()));
            return opened.getLast();
        }
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
