package org.annals.examples.githistory;

import org.annals.domain.DomainEvent;
import org.annals.domain.Recording;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a history has in it. Immutable.
 *
 * @param events that were read for it: all
 * @param commits among them
 * @param took the time that reading took
 * @param mostChanged the files with the most changes, most first, by the view of changed files
 * @param busiest the authors of the most commits, most first
 */
public record HistoryReport(
        long events,
        long commits,
        Duration took,
        List<GitFile> mostChanged,
        List<AuthorTally> busiest) {
    private static final Comparator<AuthorTally> MOST_COMMITS_FIRST =
            Comparator.comparingLong(AuthorTally::commits)
                    .thenComparingLong(AuthorTally::changes)
                    .reversed()
                    .thenComparing(AuthorTally::email);

    /** Copies the lists. */
    public HistoryReport {
        mostChanged = List.copyOf(mostChanged);
        busiest = List.copyOf(busiest);
    }

    /** Reads a history from its first event to its last, and keeps the first so many of each. */
    public static HistoryReport of(GitHistory history, int most) {
        var reading = new Reading();
        long start = System.nanoTime();
        history.recordings().forEach(reading::see);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        List<AuthorTally> busiest =
                reading.authors.values().stream().sorted(MOST_COMMITS_FIRST).limit(most).toList();
        return new HistoryReport(
                reading.events, reading.commits, took, history.mostChanged(most), busiest);
    }

    private static final class Reading {
        private final Map<String, AuthorTally> authors = new HashMap<>();
        private long events;
        private long commits;

        void see(Recording recording) {
            DomainEvent<?> event = recording.domainEvent();
            events++;
            if (event.event() instanceof CommitRead commit) {
                commits++;
                count(commit, event.metadata());
            }
        }

        private void count(CommitRead commit, Map<String, String> metadata) {
            String name = metadata.getOrDefault(Authorship.NAME, "");
            String email = metadata.getOrDefault(Authorship.EMAIL, "");
            authors.merge(
                    name + "\n" + email,
                    new AuthorTally(name, email, 1, commit.files()),
                    (before, first) -> before.plus(commit));
        }
    }
}
