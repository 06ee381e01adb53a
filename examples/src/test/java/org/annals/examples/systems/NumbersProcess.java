package org.annals.examples.systems;

import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Runner;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a system in a process of its own until it is killed. */
final class NumbersProcess {
    private NumbersProcess() {}

    public static void main(String[] args) throws Exception {
        EventSystem system = args[0].equals("alarms") ? Alarms.SYSTEM : Numbers.SYSTEM;
        try (Runner runner = Runner.multiThreaded(system, Settings.environment())) {
            runner.start();
            runner.watch(Duration.ofMinutes(5));
        }
    }

    /**
     * Starts one.
     *
     * @param system {@code numbers} or {@code alarms}
     */
    static Process start(String system, Map<String, String> settings, Path folder)
            throws IOException {
        var builder =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-Dorg.sqlite.tmpdir="
                                                + System.getProperty(
                                                        "org.sqlite.tmpdir",
                                                        System.getProperty("java.io.tmpdir")),
                                        "-cp",
                                        System.getProperty(
                                                "surefire.test.class.path",
                                                System.getProperty("java.class.path")),
                                        NumbersProcess.class.getName(),
                                        system))
                        .redirectErrorStream(true)
                        .redirectOutput(new File(folder.toFile(), "process.log"));
        builder.environment().putAll(settings);
        return builder.start();
    }
}
