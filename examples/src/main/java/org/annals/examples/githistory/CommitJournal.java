package org.annals.examples.githistory;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Pending;
import org.annals.domain.Recordable;

/**
 * The commits that were read since the last save. It keeps its own pending list, so that each
 * {@link CommitRead} stands right behind the changes of its commit. For one thread at a time.
 */
final class CommitJournal implements Recordable {
    private final Pending<CommitRead> pending = Pending.none();

    void add(CommitRead commit, EventDetails details) {
        pending.add(DomainEvent.of(commit, details));
    }

    @Override
    public Pending<CommitRead> pending() {
        return pending;
    }
}
