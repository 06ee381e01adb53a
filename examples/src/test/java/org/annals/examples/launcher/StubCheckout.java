package org.annals.examples.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A checkout in which the launcher is real, and a JDK and a Maven stand in for the real ones:
 * {@code java} prints its locale and its arguments, {@code mvn} is a script of the test's.
 */
final class StubCheckout {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    private final Path root;

    private StubCheckout(Path root) {
        this.root = root;
    }

    /** Makes one that nothing was built in yet. */
    static StubCheckout in(Path folder) throws IOException {
        var checkout = new StubCheckout(folder.toRealPath());
        checkout.script("annals", Files.readString(ROOT.resolve("annals")));
        checkout.script("mvn", "echo 'There is nothing to build.'; exit 1");
        checkout.jdk("jdk", "25.0.1");
        checkout.write("pom.xml", "");
        checkout.write("examples/pom.xml", "");
        checkout.write("examples/src/main/Main.java", "");
        return checkout;
    }

    /** Returns the commands that build what the launcher looks for. */
    static String build() {
        return """
                mkdir -p examples/target/lib
                touch examples/target/lib/library.jar examples/target/annals-examples-1.jar
                """;
    }

    /** Leaves behind what a build does. */
    StubCheckout built() throws IOException {
        for (String file : List.of("lib/library.jar", "annals-examples-1.jar", "launcher.stamp")) {
            write("examples/target/" + file, "");
        }
        return this;
    }

    Path jdk(String folder, String version) throws IOException {
        script(folder + "/bin/java", "echo \"LC_ALL is '${LC_ALL:-}'.\"; printf '%s\\n' \"$@\"");
        script(folder + "/bin/javac", "exit 1");
        write(folder + "/release", "JAVA_VERSION=\"%s\"\n".formatted(version));
        return root.resolve(folder);
    }

    void script(String path, String text) throws IOException {
        Path file = write(path, text.startsWith("#!") ? text : "#!/usr/bin/env bash\n" + text);
        file.toFile().setExecutable(true);
    }

    Path write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Returns the names of what lies in the folder of the launcher's own files. */
    List<String> ownFiles() throws IOException {
        try (var files = Files.list(root.resolve("target"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /**
     * Starts the launcher with no environment but this, a path, the JDK of the checkout, and its
     * own process id as {@code LAUNCHER}.
     */
    Process start(Map<String, String> environment, String... args) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", "LAUNCHER=$$ exec \"$0\" \"$@\""));
        command.add(root.resolve("annals").toString());
        command.addAll(Arrays.asList(args));
        var builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", root + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).start();
    }

    /** Runs the launcher, and returns what it and the program print. */
    String run(Map<String, String> environment, String... args) throws IOException {
        Process process = start(environment, args);
        try {
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }
}
