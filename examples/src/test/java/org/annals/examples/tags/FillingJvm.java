package org.annals.examples.tags;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts to fill a log in a process of its own. Stateless. */
final class FillingJvm {
    private FillingJvm() {}

    static Process start(Map<String, String> settings, Path folder) throws IOException {
        var builder =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty(
                                                "surefire.test.class.path",
                                                System.getProperty("java.class.path")),
                                        FillingProcess.class.getName()))
                        .redirectError(Redirect.appendTo(folder.resolve("errors.log").toFile()));
        builder.environment().putAll(settings);
        return builder.start();
    }
}
