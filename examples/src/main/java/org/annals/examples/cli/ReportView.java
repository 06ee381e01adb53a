package org.annals.examples.cli;

import org.annals.examples.githistory.AuthorTally;
import org.annals.examples.githistory.GitFile;
import org.annals.examples.githistory.HistoryReport;
import org.annals.examples.githistory.Imported;

import java.time.Duration;

/** Shows what was recorded and what is in it. For one thread at a time. */
final class ReportView {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double KIB = 1024.0;

    private final Terminal out;

    ReportView(Terminal out) {
        this.out = out;
    }

    void show(Imported imported, long caughtUp, HistoryReport report, long fileSize) {
        out.heading(
                "Most changed files, a view that has caught up with %s"
                        .formatted(caughtUp == 0 ? "nothing new" : Count.of(caughtUp, "event")));
        out.line("  %8s  %8s  %8s  %s".formatted("changes", "added", "removed", "path"));
        report.mostChanged().forEach(this::show);
        out.heading("Busiest authors");
        out.line("  %8s  %8s  %s".formatted("commits", "changes", "author"));
        report.busiest().forEach(this::show);
        out.heading("The log");
        if (imported.commits() == 0) {
            out.line("  written   nothing new");
        } else {
            out.line("  written   %s".formatted(rate(imported.events(), imported.saving())));
            out.line(
                    "            %s with the reading of Git; %s"
                            .formatted(
                                    rate(imported.events(), imported.took()),
                                    Count.of(imported.commits(), "commit")));
        }
        out.line("  read      %s".formatted(rate(report.events(), report.took())));
        out.line(
                "  holds     %s of %s in %,.0f KiB"
                        .formatted(
                                Count.of(report.events(), "event"),
                                Count.of(report.commits(), "commit"),
                                fileSize / KIB));
    }

    private void show(GitFile file) {
        out.line(
                "  %,8d  %,8d  %,8d  %s%s"
                        .formatted(
                                file.version(),
                                file.linesAdded(),
                                file.linesRemoved(),
                                out.visible(file.path()),
                                file.isPresent() ? "" : " (gone)"));
    }

    private void show(AuthorTally author) {
        out.line(
                "  %,8d  %,8d  %s <%s>"
                        .formatted(
                                author.commits(),
                                author.changes(),
                                author.name().isEmpty() ? "(no name)" : out.visible(author.name()),
                                out.visible(author.email())));
    }

    private static String rate(long events, Duration took) {
        double seconds = took.toNanos() / NANOS_PER_SECOND;
        return "%s in %.2f s, %,.0f events/s"
                .formatted(
                        Count.of(events, "event"),
                        seconds,
                        events / Math.max(seconds, 1 / NANOS_PER_SECOND));
    }
}
