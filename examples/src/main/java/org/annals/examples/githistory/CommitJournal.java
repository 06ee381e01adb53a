package org.annals.examples.githistory;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Pending;
import org.annals.domain.Recordable;

/**
 * How far commits were read since the last save. It keeps its own pending list, so that each {@link
 * CommitEvent} stands right behind the changes of its commit. For one thread at a time.
 */
final class CommitJournal implements Recordable {
    private final Pending<CommitEvent> pending = Pending.none();

    void add(CommitEvent event, EventDetails details) {
        pending.add(DomainEvent.of(event, details));
    }

    @Override
    public Pending<CommitEvent> pending() {
        return pending;
    }
}
