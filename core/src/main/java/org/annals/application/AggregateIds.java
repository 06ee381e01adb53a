package org.annals.application;

import org.annals.domain.AggregateType;
import org.annals.domain.Origin;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogRecorder;
import org.annals.persistence.LogSelection;
import org.annals.persistence.LogStream;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The ids of the aggregates of a class: those that have a first version under one of the names of
 * its events. Immutable.
 */
record AggregateIds(LogRecorder recorder, LogSelection events) {
    /** As many as an item may have; aliases can make more names than that. */
    private static final int NAMES_IN_AN_ITEM = 100;

    static AggregateIds of(AggregateType<?> type, EventTypes types, LogRecorder recorder) {
        List<String> names =
                type.eventClasses().stream()
                        .flatMap(each -> types.storedNames(each).stream())
                        .distinct()
                        .toList();
        Set<QueryItem> items = new HashSet<>();
        for (int from = 0; from < names.size(); from += NAMES_IN_AN_ITEM) {
            int end = Math.min(names.size(), from + NAMES_IN_AN_ITEM);
            items.add(new QueryItem(Set.copyOf(names.subList(from, end)), Set.of()));
        }
        return new AggregateIds(recorder, LogSelection.all().matching(new Query(items)));
    }

    Stream<String> stream() {
        return LogStream.of(recorder, events).flatMap(AggregateIds::created);
    }

    IdPage page(long after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "A page of %d ids leads nowhere. Give a limit of at least 1.".formatted(limit));
        }
        List<String> ids = new ArrayList<>();
        LogSelection rest = events.after(after);
        while (true) {
            LogPage page = recorder.readLog(rest);
            for (Notification each : page.notifications()) {
                created(each).forEach(ids::add);
                if (ids.size() == limit) {
                    return new IdPage(ids, each.position(), page.head());
                }
            }
            if (page.scannedTo() >= page.head()) {
                return new IdPage(ids, page.scannedTo(), page.head());
            }
            rest = rest.beyond(page);
        }
    }

    private static Stream<String> created(Notification notification) {
        Origin origin = notification.storedEvent().origin();
        return origin != null && origin.version() == 1
                ? Stream.of(origin.aggregateId())
                : Stream.empty();
    }
}
