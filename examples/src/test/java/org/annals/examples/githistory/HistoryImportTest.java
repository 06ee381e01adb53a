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

            new HistoryImport(forgetful, git, new Importing.Silent(), 3).run();

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
            new HistoryImport(history, git, new Interrupting()).run();
        }
    }

    private static List<Recording> everything(GitHistory history) {
        return history.recordings().toList();
    }

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Interrupts after the second save. */
    private static final class Interrupting implements ImportProgress {
        private int saves;

        @Override
        public void begins(long recorded, long missing) {}

        @Override
        public void recorded(int commits) {
            saves++;
            if (saves == 2) {
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
        public void begins(long recorded, long missing) {}

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
