package org.annals.examples.githistory;

import org.annals.application.Application;
import org.annals.domain.Recording;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.settings.Settings;

import java.util.stream.Stream;

/** The application that keeps the history of a repository. May be shared. */
public class GitHistory extends Application {
    public GitHistory(Settings settings) {
        super(settings, GitFile.TYPE, EventTypes.of(CommitRead.class));
    }

    /** Returns the ids of the commits that are recorded, in order, read as it is consumed. */
    public Stream<String> commitIds() {
        String type = events().mapper().types().typeOf(CommitRead.class).name();
        return events().read(LogSelection.all().matching(Query.ofTypes(type)))
                .map(recording -> ((CommitRead) recording.domainEvent().event()).commit());
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
