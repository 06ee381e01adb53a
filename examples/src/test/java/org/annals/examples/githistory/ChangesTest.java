package org.annals.examples.githistory;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.RecorderKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What becomes of what a commit can do. */
final class ChangesTest {
    private static final String SOME_COMMIT = "0123456789012345678901234567890123456789";

    private SmallRepository repository;

    @BeforeEach
    void open(@TempDir Path folder) {
        repository = SmallRepository.in(folder);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void filesAreCreatedChangedRenamedAndDeleted() {
        repository.write("a.txt", "one\ntwo\n").commit();
        repository.write("a.txt", "one\nTWO\nthree\n").commit();
        repository.move("a.txt", "b.txt").commit();
        repository.remove("b.txt").commit();

        assertThat(Importing.told(repository))
                .containsExactly(
                        "a.txt: created +2 -0",
                        "commit of 1",
                        "a.txt: changed +2 -1",
                        "commit of 1",
                        "a.txt: renamed to b.txt",
                        "b.txt: renamed from a.txt +0 -0",
                        "commit of 2",
                        "b.txt: deleted +0 -3",
                        "commit of 1");
    }

    @Test
    void aRenameMayChangeTheFileAtOnce() {
        repository.write("a.txt", "1\n2\n3\n4\n5\n6\n7\n8\n").commit();
        repository.remove("a.txt").write("b.txt", "1\n2\n3\n4\n5\n6\n7\nEIGHT\n").commit();

        assertThat(Importing.told(repository))
                .contains("a.txt: renamed to b.txt", "b.txt: renamed from a.txt +1 -1");
    }

    @Test
    void aFileThatTakesThePlaceOfAnotherChangesIt() {
        repository.write("a", "text of a\n").write("b", "quite another\n").commit();
        repository.move("a", "c").move("b", "a").commit();

        assertThat(Importing.told(repository))
                .endsWith(
                        "b: deleted +0 -1", "a: changed +1 -1", "c: created +1 -0", "commit of 3");
    }

    @Test
    void binaryFilesHaveNoLines() {
        repository.write("a.bin", new byte[] {1, 0, 2}).commit();
        repository.write("a.bin", new byte[] {1, 0, 3}).commit();
        repository.write("a.bin", "text\n").commit();

        assertThat(Importing.told(repository))
                .containsExactly(
                        "a.bin: created opaque",
                        "commit of 1",
                        "a.bin: changed opaque",
                        "commit of 1",
                        "a.bin: changed opaque",
                        "commit of 1");
    }

    @Test
    void filesTooLargeToLookAtHaveNoLines() {
        repository.write("large.txt", "x\n".repeat(5_000_000)).commit();

        assertThat(Importing.told(repository)).contains("large.txt: created opaque");
    }

    @Test
    @Timeout(120)
    void aLongFileOfFewDifferentLinesInAnotherOrderIsNoHardship() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 400_000; i++) {
            lines.add(i % 977 + "\n");
        }
        repository.write("a.txt", String.join("", lines)).commit();
        Collections.shuffle(lines, new Random(1));
        repository.write("a.txt", String.join("", lines) + "new\n").commit();

        assertThat(Importing.told(repository))
                .as("lines that only moved are too many to be told from others")
                .contains("a.txt: created +400000 -0", "a.txt: changed +1 -0");
    }

    @Test
    void contentsThatAPartialCloneLacksHaveNoLines() {
        repository.write("a.txt", "one\n").absent("b.txt", SOME_COMMIT).commit();
        repository.write("b.txt", "one\n").remove("a.txt").commit();

        assertThat(Importing.told(repository))
                .contains("b.txt: created opaque", "b.txt: changed opaque");
    }

    @Test
    void modesLinksAndSubmodulesAreChangesLikeOthers() {
        repository.write("run", "#!\n").link("link", "run").submodule("module", SOME_COMMIT);
        repository.commit();
        repository.makeExecutable("run").link("link", "elsewhere").commit();

        assertThat(Importing.told(repository))
                .containsExactly(
                        "link: created +1 -0",
                        "module: created +1 -0",
                        "run: created +1 -0",
                        "commit of 3",
                        "link: changed +1 -1",
                        "run: changed +0 -0",
                        "commit of 2");
    }

    @Test
    void aFileThatBecomesALinkIsAnotherFile() {
        repository.write("a", "one\n").commit();
        repository.link("a", "b").commit();

        assertThat(Importing.told(repository))
                .endsWith("a: deleted +0 -1", "a: created +1 -0", "commit of 2");
    }

    @Test
    void aFileThatBecomesAFolderIsDeleted() {
        repository.write("a", "one\n").commit();
        repository.remove("a").write("a/b", "quite another thing\n").commit();

        assertThat(Importing.told(repository))
                .endsWith("a: deleted +0 -1", "a/b: created +1 -0", "commit of 2");
    }

    @Test
    void aCommitMayBringMoreThanOneAppendCanHold() {
        int paths = 23_000;
        // Together they are longer than an append may be, which is 64 MiB.
        for (int i = 0; i < paths; i++) {
            repository.write("%s/%s%d".formatted(i % 100, "long".repeat(750), i), "");
        }
        repository.commit();

        try (var history = new GitHistory(RecorderKind.MEMORY.in(repository.folder()))) {
            Importing.into(history, repository.folder());

            assertThat(history.commitEvents().toList())
                    .hasSizeGreaterThan(2)
                    .last()
                    .isInstanceOfSatisfying(
                            CommitRead.class, read -> assertThat(read.files()).isEqualTo(paths));
        }
    }

    @Test
    void anEmptyCommitIsRead() {
        repository.commit();
        repository.commit();

        assertThat(Importing.told(repository)).containsExactly("commit of 0", "commit of 0");
    }
}
