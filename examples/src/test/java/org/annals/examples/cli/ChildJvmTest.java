package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.testserver.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as the launcher starts it: a named module among named modules. */
final class ChildJvmTest {
    @Test
    void theProgramRunsAsANamedModule(@TempDir Path folder) throws Exception {
        Child first = run(folder, "demo");
        Child second = run(folder, "demo");

        assertThat(first.output()).contains("A new school").doesNotContain("WARNING");
        assertThat(first.exitCode()).isZero();
        assertThat(second.output()).contains("goes on where it stopped");
    }

    @Test
    void theVersionIsThatOfTheModule(@TempDir Path folder) throws Exception {
        assertThat(run(folder, "--version").output()).containsPattern("^annals \\d+\\.\\d+\\.\\d+");
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

    @Test
    void aSelftestThatIsInterruptedTidiesUp(@TempDir Path folder) throws Exception {
        PostgresServer server = PostgresServer.shared();
        var builder =
                new ProcessBuilder(
                                ChildProgram.command(
                                        List.of(),
                                        "selftest",
                                        "--postgres",
                                        server.url(),
                                        "--schema",
                                        "annals_selftest_interrupted"))
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.contains("nothing found so far")) {
                line = lines.readLine();
            }
            assertThat(line).as("the hunt has begun").isNotNull();
            List<ProcessHandle> children = process.descendants().toList();
            List<String> commands =
                    children.stream().map(child -> child.info().commandLine().orElse("")).toList();
            interrupt(process);

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(lines.lines())
                    .as("the verdict is told before the process ends")
                    .anyMatch(each -> each.contains("Broken off; nothing was found so far."));
            assertThat(children).hasSizeGreaterThan(1);
            assertThat(commands).noneMatch(command -> command.contains(server.password()));
            for (ProcessHandle child : children) {
                child.onExit().get(1, TimeUnit.MINUTES);
            }
        } finally {
            process.destroyForcibly();
        }
        try (Connection connection = server.dataSource(server.database()).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT to_regnamespace('annals_selftest_interrupted')")) {
            row.next();
            assertThat(row.getString(1)).as("the schema").isNull();
        }
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private record Child(int exitCode, String output) {}

    private static Child run(Path folder, String... args) throws IOException, InterruptedException {
        return run(folder, Map.of(), args);
    }

    private static Child run(Path folder, Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(ChildProgram.command(List.of(), args))
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
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
}
