package org.annals.examples.selftest;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How to start this program once more: by the same Java, on the same path, with less memory. */
final class JavaCommand {
    private static final String MAIN = "org.annals.examples.cli.Annals";
    // Everything else may be of this process alone, such as a port, a file or a secret.
    private static final List<String> PASSED_ON =
            List.of(
                    "--module-path",
                    "--add-modules",
                    "--enable-native-access",
                    "-Dannals.",
                    "-Dorg.sqlite.tmpdir=",
                    "-Dfile.encoding=");
    private static final List<String> SMALL = List.of("-Xmx96m", "-XX:+UseSerialGC");
    // A Java that finds options in these would add them to its own.
    private static final Set<String> LEFT_OUT =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private JavaCommand() {}

    /** Returns how to start it with these arguments. */
    static ProcessBuilder with(String... arguments) {
        var builder =
                new ProcessBuilder(
                        line(ManagementFactory.getRuntimeMXBean().getInputArguments(), arguments));
        builder.environment().keySet().removeAll(LEFT_OUT);
        return builder;
    }

    /**
     * Returns the command line.
     *
     * @param options that this process was started with
     */
    static List<String> line(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        options.stream()
                .filter(option -> PASSED_ON.stream().anyMatch(option::startsWith))
                .forEach(command::add);
        command.addAll(SMALL);
        String module = System.getProperty("jdk.module.main");
        if (module == null) {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        } else {
            command.addAll(List.of("--module", module + "/" + MAIN));
        }
        Stream.of(arguments).forEach(command::add);
        return command;
    }
}
