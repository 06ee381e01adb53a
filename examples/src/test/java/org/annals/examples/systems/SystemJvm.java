package org.annals.examples.systems;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts a system in a process of its own. Stateless. */
final class SystemJvm {
    private SystemJvm() {}

    static Process start(Class<?> main, Map<String, String> settings, Path folder)
            throws IOException {
        return builder(main, settings)
                .redirectOutput(Redirect.appendTo(folder.resolve("process.log").toFile()))
                .start();
    }

    /** Starts one that is talked to: what it reads and prints is the caller's. */
    static Process startTalking(Class<?> main, Map<String, String> settings) throws IOException {
        return builder(main, settings).start();
    }

    private static ProcessBuilder builder(Class<?> main, Map<String, String> settings) {
        var builder =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-XX:TieredStopAtLevel=1",
                                        "-Dorg.sqlite.tmpdir="
                                                + System.getProperty(
                                                        "org.sqlite.tmpdir",
                                                        System.getProperty("java.io.tmpdir")),
                                        "-cp",
                                        System.getProperty(
                                                "surefire.test.class.path",
                                                System.getProperty("java.class.path")),
                                        main.getName()))
                        .redirectErrorStream(true);
        builder.environment().putAll(settings);
        return builder;
    }
}
