package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.RecorderKind;
import org.annals.examples.dogschool.DogSchool;
import org.annals.examples.systems.Numbers.First;
import org.annals.examples.systems.Numbers.Second;
import org.annals.following.FollowerStatus;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.Pipe;
import org.annals.system.Runner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** An application that nobody follows, and that follows nobody, is run beside the others. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class SinglesTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final EventSystem SYSTEM =
            EventSystem.of(
                    Pipe.pipe(
                            Node.node(First.class, First::new),
                            Node.node(Second.class, Second::new)),
                    Pipe.pipe(Node.node(DogSchool.class, DogSchool::new)));

    private final RecorderKind recorder;
    private Settings settings = Settings.only(Map.of());

    SinglesTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings(@TempDir Path folder) {
        Map<String, String> values = new HashMap<>(recorder.valuesIn(folder));
        values.put("LOG_SECTION_SIZE", "20");
        values.put("DOGSCHOOL_LOG_SECTION_SIZE", "7");
        settings = Settings.only(values);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itHasItsSettingsAndTakesCommandsBeforeTheStartAndAfter(boolean hasThreads)
            throws Exception {
        assertThat(SYSTEM.singles()).extracting(Node::name).containsExactly("DogSchool");
        try (Runner runner =
                hasThreads
                        ? Runner.multiThreaded(SYSTEM, settings)
                        : Runner.singleThreaded(SYSTEM, settings)) {
            var school = runner.get(DogSchool.class);
            assertThat(school.notificationLog().sectionSize()).isEqualTo(7);
            assertThat(runner.get(First.class).notificationLog().sectionSize()).isEqualTo(20);
            school.registerDog("Fido");
            runner.start();
            school.registerDog("Rex");
            runner.get(First.class).count(1, 3);

            assertThat(runner.awaitQuiet(LONG)).isTrue();
            assertThat(school.dogIds()).hasSize(2);
            assertThat(runner.get(Second.class).numbers()).containsExactly(1, 2, 3);
            assertThat(runner.status())
                    .extracting(FollowerStatus::follower)
                    .containsExactly("Second");
        }
    }

    @Test
    void itMayHaveAProcessOfItsOwn() throws Exception {
        try (Runner runner =
                Runner.oneOf(
                        SYSTEM,
                        DogSchool.class,
                        settings,
                        name -> {
                            throw new AssertionError(name);
                        })) {
            runner.start();
            runner.get(DogSchool.class).registerDog("Fido");

            assertThat(runner.awaitQuiet(LONG)).isTrue();
            assertThat(runner.status()).isEmpty();
            assertThat(runner.get(DogSchool.class).notificationLog().head()).isEqualTo(1);
        }
    }
}
