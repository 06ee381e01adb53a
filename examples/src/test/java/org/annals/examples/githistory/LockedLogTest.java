package org.annals.examples.githistory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.persistence.RecorderUnavailableException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** What is said when the log cannot be written to, before and after something was recorded. */
final class LockedLogTest {
    private static final int COMMITS = 600;

    @Test
    void whatWasRecordedBeforeIsNotDenied(@TempDir Path folder) throws SQLException {
        Path file = folder.resolve("history.db");
        try (var repository = SmallRepository.in(folder);
                var history = open(file)) {
            for (int i = 0; i < COMMITS; i++) {
                repository.write("a", i + "\n").commit();
            }

            try (var rival = new Rival(file)) {
                assertThatThrownBy(() -> importInto(history, folder, rival))
                        .isInstanceOf(ImportIncompleteException.class)
                        .hasMessageContaining("locked by another program")
                        .hasMessageContaining("(commits: 250)")
                        .hasMessageNotContaining("nothing was written");
            }
            Importing.into(history, folder);
            assertThat(history.commitIds()).doesNotHaveDuplicates().hasSize(COMMITS);
        }
    }

    @Test
    void ifNothingWasRecordedTheFailureIsTheRecorders(@TempDir Path folder) throws SQLException {
        Path file = folder.resolve("history.db");
        try (var repository = SmallRepository.in(folder);
                var history = open(file);
                var rival = new Rival(file)) {
            repository.write("a", "1\n").commit();
            rival.lock();

            assertThatThrownBy(() -> importInto(history, folder, rival))
                    .isInstanceOf(RecorderUnavailableException.class);
        }
    }

    private static GitHistory open(Path file) {
        return new GitHistory(
                Settings.only(
                        Map.of(
                                "PERSISTENCE_MODULE", "sqlite",
                                "SQLITE_DBNAME", file.toString(),
                                "SQLITE_LOCK_TIMEOUT", "100ms")));
    }

    private static void importInto(GitHistory history, Path folder, ImportProgress progress) {
        try (var git = GitRepository.open(folder)) {
            new HistoryImport(history, git, progress).run();
        }
    }

    /** Locks the file after the first save. */
    private static final class Rival implements ImportProgress, AutoCloseable {
        private final Connection connection;

        Rival(Path file) throws SQLException {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        }

        void lock() {
            try (var statement = connection.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void begins(ImportPlan plan) {}

        @Override
        public void recorded(int commits) {
            lock();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
