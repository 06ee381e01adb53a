package org.annals.testkit.scenario;

import org.annals.domain.DomainEvent;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What boundaries select: whether that is what a scenario says, and what looks like a mistake.
 *
 * @param boundary which events are read or depended on
 */
record Selected(List<Query> boundary) {
    /**
     * @throws AssertionError if the event is not selected
     */
    void requireWithin(StoredEvent event, Object given) {
        if (!selects(event)) {
            throw new AssertionError(
                    "The boundary does not select what is given: %s, a '%s' with the tags %s.%nThe boundary is %s.%nIf it is to be recorded and not to be selected, say amid(…)."
                            .formatted(given, event.type(), event.tags(), boundary));
        }
    }

    /**
     * @throws AssertionError if the event is selected
     */
    void requireBeside(StoredEvent event, Object given) {
        if (selects(event)) {
            throw new AssertionError(
                    "The boundary selects what is recorded beside it: %s, a '%s' with the tags %s.%nThe boundary is %s."
                            .formatted(given, event.type(), event.tags(), boundary));
        }
    }

    private boolean selects(StoredEvent event) {
        return boundary.stream().anyMatch(query -> query.matches(event.type(), event.tags()));
    }

    /**
     * Returns what looks like a mistake in the boundary of a decision, in sentences.
     *
     * @param triggered what was decided
     */
    List<String> doubts(
            Collection<AppendCondition> conditions,
            List<? extends DomainEvent<?>> triggered,
            List<StoredEvent> stored) {
        List<String> doubts = new ArrayList<>();
        for (Query query : boundary) {
            for (QueryItem item : query.items()) {
                if (item.tags().isEmpty()) {
                    doubts.add(
                            "The boundary has every event %s of the log, whatever it is about, since a part of it has no tags."
                                    .formatted(
                                            item.types().isEmpty()
                                                    ? ""
                                                    : "of the types " + item.types()));
                }
            }
        }
        List<Query> guarded = Deciding.queries(conditions);
        for (int i = 0; i < stored.size() && !guarded.isEmpty(); i++) {
            StoredEvent event = stored.get(i);
            boolean conflicts =
                    guarded.stream().anyMatch(each -> each.matches(event.type(), event.tags()));
            if (!conflicts) {
                doubts.add(
                        "%s, which it triggers with the tags %s, is not within what it guards, so two such decisions at once do not conflict."
                                .formatted(triggered.get(i).event(), event.tags()));
            }
        }
        return List.copyOf(doubts);
    }
}
