package org.annals.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.util.Objects.requireNonNull;

import org.annals.application.Application;
import org.annals.persistence.Recorder;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** That a system is the same in processes of its own, whichever of them dies. */
final class SystemProcessTest {
    private static final List<String> NAMES = List.of("DogSchool", "Counting", "Tallying");
    private static final int TRICKS = SystemProgram.DOGS * (SystemProgram.EVENTS_EACH - 1);
    private static final int KILLS = 5;
    private static final Duration LONG = Duration.ofMinutes(2);

    private final long seed = Long.getLong("annals.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Process> running = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir Path folder;

    @AfterEach
    void kill() {
        running.values().forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @EnumSource(names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void eachEventTakesEffectOnceWhicheverProcessIsKilled(UpstreamKind kind) throws Exception {
        environment.put("HTTP_TOKEN", "between-these-processes");
        for (String name : NAMES) {
            String prefix = name.toUpperCase(Locale.ROOT) + "_";
            kind.values(folder(name)).forEach((key, value) -> environment.put(prefix + key, value));
            environment.put(prefix + "HTTP_SERVER_ADDRESS", "127.0.0.1:" + freePort());
        }
        NAMES.forEach(this::start);
        try (Recorder tallies = kind.open(folder("Tallying"), "Tallying")) {
            for (int i = 1; i <= KILLS; i++) {
                await(tallies, i * TRICKS / (KILLS + 1));
                String victim = NAMES.get(random.nextInt(NAMES.size()));
                running(victim).destroyForcibly().waitFor();
                start(victim);
            }
            await(tallies, TRICKS);
        }
        for (String name : NAMES) {
            Process process = running(name);
            process.destroy();
            assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).as(name).isTrue();
            // What a process returns that SIGTERM has ended.
            assertThat(process.exitValue()).as(name).isEqualTo(143);
        }
        assertThat(head(kind, "DogSchool"))
                .isEqualTo(SystemProgram.DOGS * SystemProgram.EVENTS_EACH);
        assertThat(head(kind, "Counting")).as("seed %d", seed).isEqualTo(TRICKS);
        assertThat(head(kind, "Tallying")).as("seed %d", seed).isEqualTo(TRICKS);
    }

    private Process running(String name) {
        return requireNonNull(running.get(name), name);
    }

    /** Each application has a folder of its own, and so a database. */
    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private long head(UpstreamKind kind, String name) throws IOException {
        try (Recorder recorder = kind.open(folder(name), name)) {
            return recorder.head();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void start(String name) {
        var program =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SystemProgram.class.getName(),
                        name);
        program.environment().putAll(environment);
        program.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".txt").toFile()));
        try {
            running.put(name, program.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(Recorder tallies, long wanted) {
        long end = System.nanoTime() + LONG.toNanos();
        while (tallies.head() < wanted) {
            assertThat(System.nanoTime())
                    .as("%d of %d, seed %d", tallies.head(), wanted, seed)
                    .isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void anApplicationThatIsFollowedNeedsAnAddressAndAnotherDoesNot() {
        var nowhere = Settings.only(Map.of());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () -> SystemProcess.open(SystemProgram.SYSTEM, DogSchool.class, nowhere))
                .withMessageContaining("HTTP_SERVER_ADDRESS");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> SystemProcess.open(SystemProgram.SYSTEM, Tallying.class, nowhere))
                .withMessageContaining("Counting has no value for HTTP_SERVER_ADDRESS");
        var upstream = nowhere.with("COUNTING_HTTP_SERVER_ADDRESS", "127.0.0.1:1");
        try (var process = SystemProcess.open(SystemProgram.SYSTEM, Tallying.class, upstream)) {
            assertThat(process.server()).isEmpty();
            assertThat(process.runner().status()).hasSize(1);
        }
    }

    @Test
    void whatIsNotPartOfTheSystemIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SystemProcess.open(
                                        SystemProgram.SYSTEM,
                                        Application.class,
                                        Settings.only(Map.of())))
                .withMessageContaining("which has DogSchool, Counting, Tallying");
    }

    @Test
    void closingEndsTheWaitOfTheMainThreadOnceEverythingIsClosed() throws Exception {
        var settings = Settings.only(Map.of("DOGSCHOOL_HTTP_SERVER_ADDRESS", "127.0.0.1:0"));
        var process = SystemProcess.open(SystemProgram.SYSTEM, DogSchool.class, settings);
        Thread closing = Thread.ofPlatform().start(process::close);

        process.runUntilTerminated();
        process.close();
        closing.join();
        assertThat(process.server()).isPresent();
    }
}
