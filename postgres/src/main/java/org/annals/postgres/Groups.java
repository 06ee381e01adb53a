package org.annals.postgres;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Parts a batch into groups of neighbours that do not depend on one another, each of which can be
 * judged at once against what was there before it. For one batch.
 */
final class Groups {
    private final Set<UUID> ids = new HashSet<>();
    private final Set<String> aggregates = new HashSet<>();
    private final Set<String> upstreams = new HashSet<>();
    private final Set<String> types = new HashSet<>();
    private final Map<EventTag, List<StoredEvent>> tagged = new HashMap<>();
    private boolean empty = true;

    private Groups() {}

    /** Returns the number of the last request of each group, requests being numbered from 1. */
    static List<Integer> of(List<AppendRequest> batch) {
        List<Integer> ends = new ArrayList<>();
        var group = new Groups();
        for (int i = 0; i < batch.size(); i++) {
            if (group.dependsOn(batch.get(i))) {
                ends.add(i);
                group = new Groups();
            }
            group.add(batch.get(i));
        }
        ends.add(batch.size());
        return ends;
    }

    /** Returns whether what is in the group may matter to a request, or the reverse. */
    private boolean dependsOn(AppendRequest request) {
        if (empty) {
            return false;
        }
        for (StoredEvent event : request.events()) {
            if (ids.contains(event.id())
                    || (event.origin() != null
                            && aggregates.contains(event.origin().aggregateId()))) {
                return true;
            }
        }
        return request.tracking().map(Tracking::upstream).filter(upstreams::contains).isPresent()
                || request.conditions().stream().anyMatch(this::mayFail);
    }

    private boolean mayFail(FailIfMatching condition) {
        return condition.query().matchesEverything()
                ? !types.isEmpty()
                : condition.query().items().stream().anyMatch(this::matchesSome);
    }

    private boolean matchesSome(QueryItem item) {
        if (item.tags().isEmpty()) {
            return item.types().stream().anyMatch(types::contains);
        }
        EventTag any = item.tags().iterator().next();
        return tagged.getOrDefault(any, List.of()).stream()
                .anyMatch(event -> item.matches(event.type(), event.tags()));
    }

    private void add(AppendRequest request) {
        empty = false;
        for (StoredEvent event : request.events()) {
            ids.add(event.id());
            types.add(event.type());
            if (event.origin() != null) {
                aggregates.add(event.origin().aggregateId());
            }
            event.tags()
                    .forEach(
                            tag ->
                                    tagged.computeIfAbsent(tag, absent -> new ArrayList<>())
                                            .add(event));
        }
        request.tracking().map(Tracking::upstream).ifPresent(upstreams::add);
    }
}
