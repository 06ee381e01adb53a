package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.testserver.PostgresServer;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** The demonstrations on a database. */
final class OnServerTest {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final PostgresServer server = PostgresServer.shared();
    private final String database = "annals_demo_" + DATABASES.incrementAndGet();

    @BeforeEach
    void createDatabase() throws SQLException {
        server.dropDatabase(database);
        server.createDatabase(database);
    }

    @Test
    void theDogSchoolGoesOnInItsDatabase(@TempDir Path folder) {
        Run first = Run.in(folder, "demo", "--postgres", server.url(database));
        Run second = Run.in(folder, "demo", "--postgres", server.url(database));

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .contains(
                        "kept in %s:%d/%s, schema public, log DogSchool"
                                .formatted(server.host(), server.port(), database))
                .contains("A new school")
                .doesNotContain(server.password());
        assertThat(second.out())
                .contains("goes on where it stopped, with 3 events and 1 dog.")
                .contains("Fido: roll over, fetch ball, give paw");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aHistoryIsKeptInItsDatabaseBesideThatOfAnotherRepository(
            @TempDir Path folder, @TempDir Path one, @TempDir Path other) throws Exception {
        commit(one, "a.txt");
        commit(other, "b.txt");

        Run first = git(folder, one);
        Run second = git(folder, other);
        Run again = git(folder, one);

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .containsPattern(
                        "Log +%s:%d/%s, ".formatted(server.host(), server.port(), database))
                .containsPattern(", schema public, log git-\\S+-[0-9a-f]{8}\\R")
                .containsPattern("holds +2 events of 1 commit in [1-9][0-9,]* KiB");
        assertThat(second.out()).contains("To be recorded    1 commit").contains("b.txt");
        assertThat(again.out())
                .contains("Recorded earlier  1 commit;")
                .contains("To be recorded    0 commits")
                .contains("a.txt")
                .doesNotContain("b.txt");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "postgresql://postgres:s3cret@127.0.0.1:1/demo",
                "postgresql://postgres:s3cret@HERE/demo",
                "postgresql://postgres:s3cret@HERE/demo?prepareThreshold=0",
                "postgresql://postgres:s3 cret@HERE/demo"
            })
    void whatIsNoDatabaseOfOursIsRefusedInOneLineWithoutThePassword(
            String url, @TempDir Path folder) {
        String address = server.host() + ":" + server.port();

        Run run = Run.in(folder, "demo", "--postgres", url.replace("HERE", address));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("annals: ").hasLineCount(1).doesNotContain("cret");
    }

    private Run git(Path folder, Path repository) {
        return Run.in(
                folder, "demo", "git", repository.toString(), "--postgres", server.url(database));
    }

    private static void commit(Path repository, String path) throws Exception {
        Files.writeString(repository.resolve(path), "one\n");
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            git.add().addFilepattern(path).call();
            git.commit()
                    .setAuthor("Ada", "ada@example.org")
                    .setCommitter("Clerk", "clerk@example.org")
                    .setMessage(path)
                    .setSign(false)
                    .call();
        }
    }
}
