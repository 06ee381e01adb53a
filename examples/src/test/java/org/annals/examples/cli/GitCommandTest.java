package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class GitCommandTest {
    @Test
    void aHistoryIsRecordedAndTold(@TempDir Path folder, @TempDir Path repository)
            throws Exception {
        commit(repository, "a.txt", "one\n", "Ada");
        commit(repository, "a.txt", "one\ntwo\n", "Ada");
        commit(repository, "b.txt", "one\n", "Ben");

        Run run = Run.in(folder, "demo", "git", repository.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Repository        " + repository.toRealPath())
                .contains("To be recorded    3 commits")
                .containsPattern(" 2 +2 +0 +a\\.txt")
                .containsPattern(" 2 +2 +Ada <ada@example.org>")
                .containsPattern("written +6 events in .* events/s")
                .containsPattern("read +6 events in .* events/s")
                .containsPattern("holds +6 events of 3 commits in [0-9,]+ KiB");
        assertThat(run.err()).contains("Recording").contains("100%");
        assertThat(databases(folder)).hasSize(1).first().asString().contains("git-");
    }

    @Test
    void anotherRunGoesOn(@TempDir Path folder, @TempDir Path repository) throws Exception {
        commit(repository, "a.txt", "one\n", "Ada");
        Run.in(folder, "demo", "git", repository.toString());
        commit(repository, "a.txt", "one\ntwo\n", "Ada");

        Run second = Run.in(folder, "demo", "git", repository.toString());
        Run third = Run.in(folder, "demo", "git", repository.toString());

        assertThat(second.out())
                .contains("Recorded earlier  1 commit; not read again")
                .contains("To be recorded    1 commit")
                .contains("Most changed files, a view that has caught up with 1 event")
                .containsPattern(" 2 +2 +0 +a\\.txt")
                .containsPattern("holds +4 events of 2 commits");
        assertThat(third.out())
                .contains("To be recorded    0 commits")
                .contains("a view that has caught up with nothing new")
                .containsPattern(" 2 +2 +0 +a\\.txt")
                .containsPattern("written +nothing new")
                .containsPattern("holds +4 events of 2 commits");
        assertThat(databases(folder)).hasSize(1);
    }

    @Test
    void anotherRepositoryInThePlaceOfARecordedOneIsRefusedInOneLine(
            @TempDir Path folder, @TempDir Path repository) throws Exception {
        commit(repository, "a.txt", "one\n", "Ada");
        Run.in(folder, "demo", "git", repository.toString());
        Files.move(repository.resolve(".git"), folder.resolve("elsewhere"));
        commit(repository, "b.txt", "another\n", "Ben");

        Run run = Run.in(folder, "demo", "git", repository.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("annals: The log is of another history").hasLineCount(1);
    }

    @Test
    void aRepositoryWithoutCommitsIsNoFailure(@TempDir Path folder, @TempDir Path repository)
            throws Exception {
        Git.init().setDirectory(repository.toFile()).call().close();

        Run run = Run.in(folder, "demo", "git", repository.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("no commits yet");
        assertThat(databases(folder)).isEmpty();
    }

    @Test
    void whatIsNoRepositoryIsRefusedInOneLine(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "text");

        for (Path path : new Path[] {folder, folder.resolve("missing"), file}) {
            Run run = Run.in(folder, "demo", "git", path.toString());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("annals: '" + path + "'").hasLineCount(1);
        }
        assertThat(databases(folder)).isEmpty();
    }

    @Test
    void aNameInAPathThatIsRefusedCannotWriteToTheTerminal(@TempDir Path folder) {
        Run run = Run.in(folder, "demo", "git", "\u001b[31mred\nannals: all is well");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1).contains("\\u{1B}[31mred\\u{A}annals");
    }

    @Test
    void withoutAPathTheCurrentFoldersRepositoryIsReadOrElseThatOfTheLauncher(
            @TempDir Path folder, @TempDir Path current, @TempDir Path checkout) throws Exception {
        commit(current, "current.txt", "one\n", "Ada");
        commit(checkout, "checkout.txt", "one\n", "Ada");
        Path inner = Files.createDirectories(current.resolve("inner"));

        assertThat(Run.in(current, checkout, "demo", "git").out()).contains("current.txt");
        assertThat(Run.in(inner, checkout, "demo", "git").out()).contains("current.txt");
        assertThat(Run.in(folder, checkout, "demo", "git").out()).contains("checkout.txt");
        assertThat(Run.in(folder, "demo", "git").exitCode()).isEqualTo(1);
    }

    @Test
    void anAuthorCannotWriteToTheTerminal(@TempDir Path folder, @TempDir Path repository)
            throws Exception {
        commit(repository, "a.txt", "one\n", "A\u001b[2J\u202eda");

        Run run = Run.in(folder, "demo", "git", repository.toString());

        assertThat(run.out())
                .contains("A\\u{1B}[2J\\u{202E}da")
                .doesNotContain("\u001b")
                .doesNotContain("\u202e");
    }

    private static void commit(Path repository, String path, String text, String author)
            throws Exception {
        Files.writeString(repository.resolve(path), text);
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            git.add().addFilepattern(path).call();
            git.commit()
                    .setAuthor(author, "ada@example.org")
                    .setCommitter("Clerk", "clerk@example.org")
                    .setMessage(path)
                    .setSign(false)
                    .call();
        }
    }

    private static List<Path> databases(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".db")).toList();
        }
    }
}
