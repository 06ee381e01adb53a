package org.annals.examples.cli;

import org.annals.examples.githistory.GitHistory;
import org.annals.examples.githistory.GitRepository;
import org.annals.examples.githistory.HistoryImport;
import org.annals.examples.githistory.HistoryReport;
import org.annals.examples.githistory.Imported;
import org.annals.settings.Settings;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Records the history of a Git repository as events and tells what is in it. */
@Command(
        name = "git",
        header = "Records the history of a Git repository as events, and tells what is in it.",
        description =
                "The log is an SQLite file in the current folder. Interrupted and run again, it goes on.",
        mixinStandardHelpOptions = true)
final class GitCommand implements Runnable {
    private static final int MOST = 10;

    private final Place place;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description =
                    "the folder of a repository; by default the one that the current folder lies in, or else that of Annals itself")
    private @Nullable Path path;

    GitCommand(Place place) {
        this.place = place;
    }

    @Override
    public void run() {
        try (var repository = repository()) {
            Terminal out = place.out();
            out.line("Repository        %s".formatted(out.visible(repository.folder().toString())));
            if (repository.tips().isEmpty()) {
                out.line("It has no commits yet, so there is nothing to record.");
                return;
            }
            Path file = place.folder().resolve(repository.databaseName());
            out.line("Log               %s".formatted(out.visible(file.toString())));
            record(repository, file);
        }
    }

    private void record(GitRepository repository, Path file) {
        var settings =
                Settings.of(
                        Map.of(
                                "PERSISTENCE_MODULE", "sqlite",
                                "SQLITE_DBNAME", file.toString(),
                                // A commit is one append, and some bring whole trees along.
                                "APPEND_MAX_EVENTS", "1000000"));
        HistoryReport report;
        Imported imported;
        try (var history = new GitHistory(settings)) {
            try (var bar = new ImportBar(place)) {
                imported = new HistoryImport(history, repository, bar).run();
            }
            report = HistoryReport.of(history, MOST);
        }
        // Now that the log is closed, the file is all there is.
        new ReportView(place.out()).show(imported, report, size(file));
    }

    private GitRepository repository() {
        if (path != null) {
            return GitRepository.open(place.folder().resolve(path));
        }
        Optional<GitRepository> current = GitRepository.around(place.folder());
        @Nullable Path checkout = place.checkout();
        return current.isPresent() || checkout == null
                ? current.orElseGet(() -> GitRepository.open(place.folder()))
                : GitRepository.open(checkout);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
