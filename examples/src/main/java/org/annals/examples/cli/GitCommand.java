package org.annals.examples.cli;

import org.annals.examples.githistory.GitHistory;
import org.annals.examples.githistory.GitRepository;
import org.annals.examples.githistory.HistoryImport;
import org.annals.examples.githistory.HistoryReport;
import org.annals.examples.githistory.Imported;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Optional;

/** Records the history of a Git repository as events and tells what is in it. */
@Command(
        name = "git",
        header = "Records the history of a Git repository as events, and tells what is in it.",
        description = {
            "The log is an SQLite file in the current folder, unless a database is named. Interrupted and run again, it goes on.",
            "What was recorded stays: a commit that is amended or rebased afterwards is recorded once more, beside the one that it replaces. A log none of whose commits is in the repository any more is refused."
        },
        mixinStandardHelpOptions = true)
final class GitCommand implements Runnable {
    private static final int MOST = 10;

    private final Place place;

    @Mixin private final DatabaseOption database = new DatabaseOption();

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
            Keeping keeping = keeping(repository);
            out.line("Log               %s".formatted(out.visible(keeping.where())));
            record(repository, keeping);
        }
    }

    private Keeping keeping(GitRepository repository) {
        Path file = place.folder().resolve(repository.databaseName());
        // A database may hold the histories of several repositories, and a file has one.
        return database.onServer(repository.logName())
                .orElseGet(() -> new KeptInFile(GitHistory.class.getSimpleName(), file));
    }

    private void record(GitRepository repository, Keeping keeping) {
        HistoryReport report;
        Imported imported;
        long caughtUp;
        try (var history = new GitHistory(keeping.logName(), keeping.settings())) {
            try (var bar = new ImportBar(place)) {
                imported = new HistoryImport(history, repository, bar).run();
            }
            caughtUp = caughtUp(history);
            report = HistoryReport.of(history, MOST);
        }
        // Now that the log is closed, its file is all there is.
        new ReportView(place.out()).show(imported, caughtUp, report, keeping.size());
    }

    private static long caughtUp(GitHistory history) {
        try {
            return history.catchUpChangedFiles();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The view of changed files was interrupted.", e);
        }
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
}
