package org.annals.examples.githistory;

import org.annals.application.Application;
import org.annals.domain.Recording;
import org.annals.following.Upstream;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.annals.settings.Settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The application that keeps the history of a repository. May be shared. */
public class GitHistory extends Application {
    private static final int EVENTS_A_TRANSACTION = 1_000;
    private static final EventTypes COMMITS = EventTypes.of(CommitEvent.class);

    public GitHistory(Settings settings) {
        super(settings, GitFile.TYPE, COMMITS);
    }

    /** Opens a history of a declared name, of which a database may hold several. */
    public GitHistory(String name, Settings settings) {
        super(name, settings, GitFile.TYPE, COMMITS);
    }

    /** Returns how far commits are recorded, in order, read as it is consumed. */
    public Stream<CommitEvent> commitEvents() {
        var item =
                new QueryItem(events().mapper().types().storedNames(CommitEvent.class), Set.of());
        return events().read(LogSelection.all().matching(Query.of(item)))
                .map(recording -> (CommitEvent) recording.domainEvent().event());
    }

    /** Returns the ids of the commits that are recorded, in order, read as it is consumed. */
    public Stream<String> commitIds() {
        return commitEvents().filter(CommitRead.class::isInstance).map(CommitEvent::commit);
    }

    /** Returns everything that is recorded, in order, read as it is consumed. */
    public Stream<Recording> recordings() {
        return events().read(LogSelection.all());
    }

    /** Returns how many events are recorded. */
    public long eventCount() {
        return events().recorder().head();
    }

    /**
     * Has the view of changed files catch up with what is recorded, and returns how many events
     * that were.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public long catchUpChangedFiles() throws InterruptedException {
        try (var runner =
                ProjectionRunner.builder(Upstream.of(this), ChangedFiles.of(this), views())
                        .batchSize(EVENTS_A_TRANSACTION)
                        .open()) {
            runner.start();
            // A run that was killed may have the lease for some seconds more.
            runner.await(eventCount(), Duration.ofDays(1));
            return runner.status().processed();
        }
    }

    private ViewStore views() {
        return ViewStore.of(events().recorder());
    }

    /** Returns the files that were changed most often by then, most changes first. */
    public List<GitFile> mostChanged(int count) {
        List<String> ids = new ArrayList<>();
        views().liveEdition(ChangedFiles.NAME)
                .ifPresent(
                        edition ->
                                save(
                                        transaction -> {
                                            ids.clear();
                                            ids.addAll(
                                                    ChangedFiles.in(transaction, edition, this)
                                                            .most(count));
                                        }));
        return ids.stream().map(id -> repository().get(GitFile.class, id)).toList();
    }
}
