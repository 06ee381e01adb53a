package org.annals.system;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Evolved;
import org.annals.domain.Recordable;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.TransactionWork;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The event that a policy is at, and what is to be recorded with it: all or none, together with the
 * place reached. For the policy's thread, and only until it returns.
 */
public final class ProcessingEvent {
    private final List<Recordable> collected = new ArrayList<>();
    private final List<TransactionWork> works = new ArrayList<>();
    private final List<AppendCondition> conditions = new ArrayList<>();
    private final Map<String, Evolved<?, ?>> processes = new HashMap<>();
    private final List<ProcessChange> changes = new ArrayList<>();

    ProcessingEvent() {}

    /** Has what these objects have pending recorded. May be called repeatedly. */
    public void collect(Recordable... objects) {
        for (Recordable each : objects) {
            collected.add(requireNonNull(each, "object"));
        }
    }

    /** Has rows of the user's own written. May be called repeatedly; they are written in order. */
    public void collect(TransactionWork rows) {
        works.add(requireNonNull(rows, "rows"));
    }

    /**
     * Has all of it recorded on a condition: that no event has come that the policy's decision
     * would depend on. If one has, nothing is recorded, and the event is tried again. May be called
     * repeatedly; all must hold.
     */
    public void requireThat(AppendCondition condition) {
        conditions.add(requireNonNull(condition, "condition"));
    }

    /** Returns the processes that have reacted already, by id, for those who react next. */
    Map<String, Evolved<?, ?>> processes() {
        return processes;
    }

    /** Has a timer changed. */
    void collect(ProcessChange change) {
        changes.add(change);
    }

    /** Returns the changes of timers, in order. */
    List<ProcessChange> changes() {
        return changes;
    }

    List<Recordable> collected() {
        return collected;
    }

    AppendRequest addTo(AppendRequest request) {
        AppendRequest whole = changes.isEmpty() ? request : request.andChanges(changes);
        for (AppendCondition each : conditions) {
            whole = whole.onCondition(each);
        }
        if (works.isEmpty()) {
            return whole;
        }
        return whole.withWork(
                transaction -> {
                    for (TransactionWork each : works) {
                        each.run(transaction);
                    }
                });
    }
}
