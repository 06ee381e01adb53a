package org.annals.examples.githistory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.examples.RecorderKind;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What becomes of a log when the repository has another history than before. */
final class OtherHistoryTest {
    private final List<ImportPlan> plans = new ArrayList<>();
    private SmallRepository repository;
    private GitHistory history;

    @BeforeEach
    void open(@TempDir Path folder) {
        repository = SmallRepository.in(folder);
        history = new GitHistory(RecorderKind.MEMORY.in(folder));
    }

    @AfterEach
    void close() {
        history.close();
        repository.close();
    }

    @Test
    void aRepositoryThatHasNoneOfTheRecordedCommitsIsRefused(@TempDir Path other) {
        repository.write("a", "1\n").commit();
        importAll(repository);
        long head = history.eventCount();

        try (var stranger = SmallRepository.in(other)) {
            stranger.write("b", "1\n").commit();

            assertRefused(stranger);
        }
        assertThat(history.eventCount()).isEqualTo(head);
    }

    @Test
    void aCommitOfWhichOnlyAPartIsRecordedTellsRepositoriesApartToo(@TempDir Path other) {
        repository.write("a", "1\n").write("b", "1\n").write("c", "1\n").commit();
        assertThatThrownBy(this::importFirstPart).hasMessage("Interrupted");

        try (var stranger = SmallRepository.in(other)) {
            stranger.write("b", "1\n").commit();

            assertRefused(stranger);
        }
        importAll(repository);
        assertThat(Importing.told(history)).endsWith("c: created +1 -0", "commit of 3");
    }

    @Test
    void aRewrittenHistoryIsRefusedToo() {
        repository.write("a", "1\n").commit();
        importAll(repository);
        repository.anew().write("a", "2\n").commit();

        assertRefused(repository);
    }

    @Test
    void aBranchThatHasNothingInCommonIsRecordedAsLongAsTheOtherOneIsThere() {
        repository.write("a", "1\n").commit();
        importAll(repository);
        repository.branch("earlier").anew().write("page", "1\n").commit();

        importAll(repository);

        assertThat(plans.getLast()).isEqualTo(new ImportPlan(1, 1, 1));
        assertThat(Importing.told(history)).endsWith("page: created +1 -0", "commit of 1");
    }

    @Test
    void anAmendedCommitIsRecordedBesideTheOneThatItReplaces() {
        ObjectId base = repository.write("a", "1\n").commit();
        repository.write("a", "1\n2\n").commit();
        importAll(repository);
        repository.at(base).write("a", "1\n2\n3\n").commit();

        importAll(repository);

        assertThat(plans.getLast()).isEqualTo(new ImportPlan(2, 1, 1));
        assertThat(Importing.told(history))
                .containsExactly(
                        "a: created +1 -0",
                        "commit of 1",
                        "a: changed +1 -0",
                        "commit of 1",
                        "a: changed +2 -0",
                        "commit of 1");
    }

    private void importAll(SmallRepository from) {
        importFrom(from, PartSize.USUAL, () -> {});
    }

    private void importFirstPart() {
        importFrom(
                repository,
                new PartSize(2, 1_000),
                () -> {
                    throw new IllegalStateException("Interrupted");
                });
    }

    private void importFrom(SmallRepository from, PartSize partSize, Runnable whenSaved) {
        var progress =
                new ImportProgress() {
                    @Override
                    public void begins(ImportPlan plan) {
                        plans.add(plan);
                    }

                    @Override
                    public void recorded(int commits) {
                        whenSaved.run();
                    }
                };
        try (var git = GitRepository.open(from.folder())) {
            new HistoryImport(history, git, progress, 3, partSize).run();
        }
    }

    private void assertRefused(SmallRepository other) {
        assertThatThrownBy(() -> importAll(other))
                .isInstanceOf(UnrelatedHistoryException.class)
                .hasMessageContaining("none of its commits (1) is in the Git repository")
                .hasMessageContaining(other.folder().toString());
    }
}
