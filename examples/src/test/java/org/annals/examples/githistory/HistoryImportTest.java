package org.annals.examples.githistory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.domain.EventDetails;
import org.annals.domain.Recording;
import org.annals.examples.RecorderKind;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;

@ParameterizedClass
@EnumSource(RecorderKind.class)
final class HistoryImportTest {
    private static final int COMMITS = 260;
    private static final List<String> PATHS = List.of("a", "b", "c", "d", "e", "f");

    private final RecorderKind recorder;

    HistoryImportTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @Test
    void anotherRunAddsNothing(@TempDir Path folder) {
        try (var repository = SmallRepository.in(folder);
                var history = new GitHistory(recorder.in(folder))) {
            fill(repository);
            Imported first = Importing.into(history, folder);
            long head = history.eventCount();

            Imported second = Importing.into(history, folder);

            assertThat(first.commits()).isEqualTo(COMMITS);
            assertThat(first.events()).isEqualTo(head);
            assertThat(second.commits()).isZero();
            assertThat(second.events()).isZero();
            assertThat(history.eventCount()).isEqualTo(head);
        }
    }

    @Test
    void anInterruptedImportGoesOnToTheSameLog(@TempDir Path folder, @TempDir Path other) {
        try (var repository = SmallRepository.in(folder);
                var whole = new GitHistory(recorder.in(folder));
                var interrupted = new GitHistory(recorder.in(other))) {
            fill(repository);
            Importing.into(whole, folder);

            assertThatThrownBy(() -> importUntilSaved(interrupted, folder))
                    .isInstanceOf(Interruption.class);
            long left = interrupted.eventCount();
            Importing.into(interrupted, folder);

            assertThat(left).isPositive().isLessThan(whole.eventCount());
            assertThat(everything(interrupted)).isEqualTo(everything(whole));
        }
    }

    @Test
    void aCommitIsRecordedWholeOrNotAtAll(@TempDir Path folder) {
        try (var repository = SmallRepository.in(folder);
                var history = new GitHistory(recorder.in(folder))) {
            fill(repository);
            assertThatThrownBy(() -> importUntilSaved(history, folder))
                    .isInstanceOf(Interruption.class);

            var last = history.recordings().reduce((before, after) -> after).orElseThrow();

            assertThat(last.domainEvent().event()).isInstanceOf(CommitRead.class);
        }
    }

    @Test
    void aCommitOfVeryManyChangesIsRecordedInParts(@TempDir Path folder) {
        try (var repository = SmallRepository.in(folder);
                var history = new GitHistory(recorder.in(folder))) {
            repository.write("a", "a\n").write("b", "b\n").write("c", "c\n").commit();

            importInPartsOfTwo(history, folder, new Importing.Silent());

            assertThat(Importing.told(history))
                    .containsExactly(
                            "a: created +1 -0",
                            "b: created +1 -0",
                            "part up to 2",
                            "c: created +1 -0",
                            "commit of 3");
        }
    }

    @Test
    void aHistoryOfADeclaredNameHasPartsToo(@TempDir Path folder) {
        try (var repository = SmallRepository.in(folder);
                var history = new GitHistory("declared", recorder.in(folder))) {
            repository.write("a", "a\n").write("b", "b\n").write("c", "c\n").commit();

            importInPartsOfTwo(history, folder, new Importing.Silent());

            assertThat(Importing.told(history)).contains("part up to 2", "commit of 3");
        }
    }

    @Test
    void aCommitThatWasInterruptedBetweenPartsGoesOnToTheSameLog(
            @TempDir Path folder, @TempDir Path other) {
        try (var repository = SmallRepository.in(folder);
                var whole = new GitHistory(recorder.in(folder));
                var interrupted = new GitHistory(recorder.in(other))) {
            for (String path : PATHS) {
                repository.write(path, "text of " + path);
            }
            repository.commit();
            // Every path is left and taken again, so no change must be taken over twice.
            for (int i = 0; i < PATHS.size(); i += 2) {
                repository.move(PATHS.get(i), "moved").move(PATHS.get(i + 1), PATHS.get(i));
                repository.move("moved", PATHS.get(i + 1));
            }
            repository.remove("a").write("e", "new\n").commit();
            importInPartsOfTwo(whole, folder, new Importing.Silent());

            int interruptions = 0;
            boolean ended = false;
            while (!ended) {
                try {
                    importInPartsOfTwo(interrupted, folder, new Interrupting(1));
                    ended = true;
                } catch (Interruption e) {
                    interruptions++;
                }
            }

            assertThat(interruptions).isGreaterThan(4);
            assertThat(everything(interrupted)).isEqualTo(everything(whole));
        }
    }

    @Test
    void commitsThatAppearLaterAreAdded(@TempDir Path folder) {
        try (var repository = SmallRepository.in(folder);
                var history = new GitHistory(recorder.in(folder))) {
            ObjectId base = repository.write("a", "1\n").commit();
            ObjectId main = repository.write("a", "1\n2\n").commit();
            Importing.into(history, folder);

            repository.at(base).write("side", "1\n").commit();
            ObjectId side = repository.write("side", "1\n2\n").commit();
            repository.at(main).write("side", "1\n2\n").commit(side);
            Imported later = Importing.into(history, folder);

            assertThat(later.commits()).as("two on the side, and the merge").isEqualTo(3);
            assertThat(Importing.told(history))
                    .containsExactly(
                            "a: created +1 -0",
                            "commit of 1",
                            "a: changed +1 -0",
                            "commit of 1",
                            "side: created +1 -0",
                            "commit of 1",
                            "side: changed +1 -0",
                            "commit of 1",
                            "commit of 0");
        }
    }

    @Test
    void whatIsKeptInMemoryChangesNothing(@TempDir Path folder, @TempDir Path other) {
        try (var repository = SmallRepository.in(folder);
                var usual = new GitHistory(recorder.in(folder));
                var forgetful = new GitHistory(recorder.in(other));
                var git = GitRepository.open(folder)) {
            fill(repository);
            Importing.into(usual, folder);

            new HistoryImport(forgetful, git, new Importing.Silent(), 3, PartSize.USUAL).run();

            assertThat(everything(forgetful)).isEqualTo(everything(usual));
        }
    }

    @Test
    void anotherProgramAtWorkOnTheSameLogIsToldApart(@TempDir Path folder) {
        try (var repository = SmallRepository.in(folder);
                var history = new GitHistory(recorder.in(folder))) {
            fill(repository);

            assertThatThrownBy(
                            () -> {
                                try (var git = GitRepository.open(folder)) {
                                    new HistoryImport(history, git, new Rival(history)).run();
                                }
                            })
                    .isInstanceOf(ConcurrentImportException.class)
                    .hasMessageContaining("run this again");

            Importing.into(history, folder);
            assertThat(history.commitIds()).doesNotHaveDuplicates().hasSize(COMMITS);
        }
    }

    /** Makes commits of several files each, so that there are several saves. */
    private static void fill(SmallRepository repository) {
        for (int i = 0; i < COMMITS; i++) {
            repository
                    .write("common", "line\n".repeat(i + 1))
                    .write("file" + i % 7, "round %d\n".formatted(i))
                    .write("new" + i, "%d\n".formatted(i))
                    .remove("new" + (i - 5))
                    .commit();
        }
    }

    private static void importUntilSaved(GitHistory history, Path folder) {
        try (var git = GitRepository.open(folder)) {
            new HistoryImport(history, git, new Interrupting(2)).run();
        }
    }

    private static void importInPartsOfTwo(
            GitHistory history, Path folder, ImportProgress progress) {
        try (var git = GitRepository.open(folder)) {
            new HistoryImport(history, git, progress, 3, new PartSize(2, 1_000)).run();
        }
    }

    private static List<Recording> everything(GitHistory history) {
        return history.recordings().toList();
    }

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Interrupts after a save. */
    private static final class Interrupting implements ImportProgress {
        private int saves;

        Interrupting(int saves) {
            this.saves = saves;
        }

        @Override
        public void begins(ImportPlan plan) {}

        @Override
        public void recorded(int commits) {
            saves--;
            if (saves == 0) {
                throw new Interruption();
            }
        }
    }

    /** Records something of its own after the first save. */
    private static final class Rival implements ImportProgress {
        private final GitHistory history;
        private boolean wrote;

        Rival(GitHistory history) {
            this.history = history;
        }

        @Override
        public void begins(ImportPlan plan) {}

        @Override
        public void recorded(int commits) {
            if (!wrote) {
                wrote = true;
                var common = history.repository().get(GitFile.class, GitFile.idOf("common"));
                common.take(new FileChange.Written("common", Lines.UNCOUNTED), EventDetails.none());
                history.save(common);
            }
        }
    }
}
