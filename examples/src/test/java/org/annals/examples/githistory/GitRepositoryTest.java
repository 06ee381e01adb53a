package org.annals.examples.githistory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class GitRepositoryTest {
    @Test
    void whatIsNoRepositoryIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");

        assertRefused(folder, "is not a Git repository");
        assertRefused(folder.resolve("missing"), "does not exist");
        assertRefused(file, "is not a folder");
    }

    @Test
    void aFolderInsideOfARepositoryIsRefusedWithAHint(@TempDir Path folder) throws IOException {
        try (var repository = SmallRepository.in(folder)) {
            Path inner = Files.createDirectories(repository.folder().resolve("a/b"));

            assertRefused(inner, "name '" + folder.toRealPath() + "' instead");
        }
    }

    @Test
    void aRepositoryIsFoundFromTheInside(@TempDir Path folder) throws IOException {
        try (var repository = SmallRepository.in(folder)) {
            Path inner = Files.createDirectories(repository.folder().resolve("a/b"));

            try (var found = GitRepository.around(inner).orElseThrow()) {
                assertThat(found.folder()).isEqualTo(folder.toRealPath());
            }
        }
    }

    @Test
    void aRepositoryWithoutCommitsHasNoTips(@TempDir Path folder) {
        try (var repository = SmallRepository.in(folder);
                var opened = GitRepository.open(repository.folder())) {
            assertThat(opened.tips()).isEmpty();
        }
    }

    @Test
    void aBareRepositoryIsReadLikeAnyOther(@TempDir Path folder) throws IOException {
        Path bare = Files.createDirectory(folder.resolve("bare.git"));
        try (var repository = SmallRepository.bareIn(bare)) {
            repository.write("a", "1\n").commit();

            assertThat(Importing.told(repository)).hasSize(2);
        }
    }

    @Test
    void theGitFolderItselfNamesItsRepository(@TempDir Path folder) throws IOException {
        try (var repository = SmallRepository.in(folder);
                var opened = GitRepository.open(repository.gitFolder())) {
            assertThat(opened.folder()).isEqualTo(folder.toRealPath());
        }
    }

    @Test
    void aLinkedWorkTreeIsReadAtItsOwnCommit(@TempDir Path folder) throws IOException {
        Path main = Files.createDirectory(folder.resolve("main"));
        Path linked = Files.createDirectory(folder.resolve("linked"));
        try (var repository = SmallRepository.in(main)) {
            ObjectId first = repository.write("a", "1\n").commit();
            repository.write("a", "1\n2\n").commit();
            // As 'git worktree add' does.
            Path link = Files.createDirectories(repository.gitFolder().resolve("worktrees/linked"));
            Files.writeString(link.resolve("HEAD"), first.name() + "\n");
            Files.writeString(link.resolve("commondir"), "../..\n");
            Files.writeString(link.resolve("gitdir"), linked.resolve(".git") + "\n");
            Files.writeString(linked.resolve(".git"), "gitdir: " + link + "\n");

            try (var opened = GitRepository.open(linked)) {
                assertThat(opened.tips()).containsExactly(first.name());
                assertThat(opened.databaseName()).startsWith("git-linked-");
            }
        }
    }

    @Test
    void aShallowCloneBeginsWithItsOldestCommit(@TempDir Path folder) throws IOException {
        try (var repository = SmallRepository.in(folder)) {
            repository.write("a", "1\n").commit();
            ObjectId second = repository.write("a", "1\n2\n").commit();
            repository.write("a", "1\n2\n3\n").commit();
            Files.writeString(repository.gitFolder().resolve("shallow"), second.name() + "\n");

            assertThat(Importing.told(repository))
                    .containsExactly(
                            "a: created +2 -0", "commit of 1", "a: changed +1 -0", "commit of 1");
        }
    }

    @Test
    void aDamagedRepositoryIsToldInOneSentence(@TempDir Path folder) throws IOException {
        try (var repository = SmallRepository.in(folder)) {
            ObjectId commit = repository.write("a", "1\n").commit();
            String name = commit.name();
            Path objects = repository.gitFolder().resolve("objects");
            Files.delete(objects.resolve(name.substring(0, 2)).resolve(name.substring(2)));

            assertThatThrownBy(() -> Importing.told(repository))
                    .isInstanceOf(UnreadableRepositoryException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("git fsck");
        }
    }

    @Test
    void aHeadOnABranchThatIsNotThereStandsForAllBranches(@TempDir Path folder) throws IOException {
        try (var repository = SmallRepository.in(folder)) {
            repository.write("a", "1\n").commit();
            Files.writeString(repository.gitFolder().resolve("HEAD"), "ref: refs/heads/none\n");

            assertThat(Importing.told(repository)).hasSize(2);
        }
    }

    @Test
    void theNameOfTheDatabaseIsCleanAndTellsFoldersApart(@TempDir Path folder) throws IOException {
        Path one = Files.createDirectories(folder.resolve("1/My Repo; rm -rf"));
        Path other = Files.createDirectories(folder.resolve("2/My Repo; rm -rf"));
        try (var first = SmallRepository.in(one);
                var second = SmallRepository.in(other);
                var openedFirst = GitRepository.open(first.folder());
                var openedSecond = GitRepository.open(second.folder())) {
            assertThat(openedFirst.databaseName())
                    .matches("git-My_Repo_rm_-rf-[0-9a-f]{8}\\.db")
                    .isNotEqualTo(openedSecond.databaseName());
        }
    }

    private static void assertRefused(Path folder, String reason) {
        assertThatThrownBy(() -> GitRepository.open(folder))
                .isInstanceOf(UnreadableRepositoryException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(reason);
    }
}
