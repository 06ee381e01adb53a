package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.application.Application;
import org.annals.encryption.EncryptionKey;
import org.annals.examples.RecorderKind;
import org.annals.examples.systems.Numbers.First;
import org.annals.examples.systems.Numbers.Second;
import org.annals.examples.systems.Numbers.Third;
import org.annals.persistence.UnreadableEventException;
import org.annals.settings.Settings;
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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Each application has keys and a compressor of its own, and is followed by its own. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class UpstreamKeysTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final RecorderKind recorder;
    private Settings settings = Settings.only(Map.of());

    UpstreamKeysTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void settings(@TempDir Path folder) {
        Map<String, String> values = new HashMap<>(recorder.valuesIn(folder));
        values.put("FIRST_CIPHER_KEY", EncryptionKey.generate("of-first").toText());
        values.put("FIRST_COMPRESSOR", "zlib");
        values.put("SECOND_CIPHER_KEY", EncryptionKey.generate("of-second").toText());
        values.put("CIPHER_REQUIRED", "y");
        values.put("THIRD_CIPHER_REQUIRED", "n");
        settings = Settings.only(values);
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    /** An application's events cannot be read by another one's keys. */
    private static void assertAreApart(Application one, Application other) {
        var stored = one.notificationLog().select(1, 1).getFirst();
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(
                        () ->
                                other.events()
                                        .mapper()
                                        .ofLog(one.notificationLog().identity().logId())
                                        .toDomain(stored));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFollowerReadsByTheUpstreamsAndWritesByItsOwn(boolean hasThreads) throws Exception {
        try (Runner runner =
                hasThreads
                        ? Runner.multiThreaded(Numbers.SYSTEM, settings)
                        : Runner.singleThreaded(Numbers.SYSTEM, settings)) {
            runner.start();
            runner.get(First.class).count(1, 20);
            assertThat(runner.awaitQuiet(LONG)).isTrue();

            assertThat(runner.get(Third.class).numbers()).isEqualTo(upTo(20));
            assertAreApart(runner.get(First.class), runner.get(Second.class));
            assertAreApart(runner.get(Second.class), runner.get(First.class));
            assertAreApart(runner.get(Second.class), runner.get(Third.class));
        }
    }

    @Test
    void soItDoesWhereTheUpstreamIsElsewhere() throws Exception {
        try (var first = new First(settings);
                Runner runner =
                        Runner.oneOf(
                                Numbers.SYSTEM,
                                Second.class,
                                settings,
                                name -> first.notificationLog())) {
            runner.start();
            first.count(1, 20);
            assertThat(runner.awaitQuiet(LONG)).isTrue();

            assertThat(runner.get(Second.class).numbers()).isEqualTo(upTo(20));
            assertAreApart(first, runner.get(Second.class));
            assertAreApart(runner.get(Second.class), first);
        }
    }
}
