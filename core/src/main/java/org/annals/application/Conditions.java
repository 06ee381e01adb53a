package org.annals.application;

import org.annals.dcb.DcbRepository;
import org.annals.dcb.Decided;
import org.annals.dcb.Group;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventTag;
import org.annals.domain.Recordable;
import org.annals.domain.Recording;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.EventStore;
import org.annals.persistence.OutcomeUnknownException;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one save is recorded under, and those who decided so. For one save.
 *
 * @param events all that is saved, in order
 */
record Conditions(List<Decided> decided, List<DomainEvent<?>> events) {
    /**
     * @throws IllegalStateException if one of these cannot be saved with these events, or was
     *     decided without one of them
     */
    static Conditions of(List<DomainEvent<?>> events, EventStore store, Recordable... objects) {
        List<Decided> decided =
                Stream.of(objects)
                        .filter(Decided.class::isInstance)
                        .map(Decided.class::cast)
                        .toList();
        for (Decided each : decided) {
            each.requireSaveableWith(events);
            requireSeen(each, events, store);
        }
        return new Conditions(decided, events);
    }

    // An append is judged against the log before it, and so never against itself.
    private static void requireSeen(
            Decided decided, List<DomainEvent<?>> events, EventStore store) {
        // Of what is pending on a group not every member knows all; others know their own.
        if (!(decided instanceof Group<?>) && decided.pending().events().size() == events.size()) {
            return;
        }
        int last = events.size() - 1;
        while (last >= 0 && !decided.knows(events.get(last))) {
            last--;
        }
        for (DomainEvent<?> event : events.subList(0, Math.max(0, last))) {
            if (!decided.knows(event) && breaks(decided, event, store)) {
                throw new IllegalStateException(
                        "%s was decided without %s of the same save, which is to be recorded before what it has decided, and would be a conflict. Save one after the other, the second decided anew."
                                .formatted(
                                        decided.decidedBy().getName(),
                                        event.event().getClass().getName()));
            }
        }
    }

    private static boolean breaks(Decided decided, DomainEvent<?> event, EventStore store) {
        String type = store.mapper().types().typeOf(event.event().getClass()).name();
        Collection<EventTag> tags = store.selectingTags(event);
        return decided.conditions().stream()
                .anyMatch(
                        each ->
                                each instanceof FailIfMatching condition
                                        && condition.query().matches(type, tags));
    }

    /** Returns the request under these conditions, each once: none if it writes nothing. */
    AppendRequest on(AppendRequest request) {
        if (request.isEmpty() || decided.isEmpty()) {
            return request;
        }
        Set<AppendCondition> all = new LinkedHashSet<>();
        decided.forEach(each -> all.addAll(each.conditions()));
        AppendRequest whole = request;
        for (AppendCondition each : all) {
            whole = whole.onCondition(each);
        }
        return whole;
    }

    void committed(List<Recording> recordings) {
        if (!recordings.isEmpty()) {
            decided.forEach(each -> each.committed(recordings));
        }
    }

    void failed(Throwable failure, DcbRepository repository) {
        if (failure instanceof OutcomeUnknownException) {
            decided.forEach(each -> each.outcomeUnknown(events));
        }
        if (failure instanceof AppendConditionFailedException conflict) {
            decided.stream()
                    .filter(each -> each.conditions().contains(conflict.condition()))
                    .forEach(each -> repository.conflicted(each, conflict.condition()));
        }
    }
}
