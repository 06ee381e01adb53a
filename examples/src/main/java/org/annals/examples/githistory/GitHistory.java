package org.annals.examples.githistory;

import org.annals.application.Application;
import org.annals.domain.Recording;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.settings.Settings;

import java.util.Set;
import java.util.stream.Stream;

/** The application that keeps the history of a repository. May be shared. */
public class GitHistory extends Application {
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
}
