package org.annals.postgres;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** A batch as the flat arrays of the append function. For one batch. */
final class AppendCall {
    private final List<Integer> groupRequests = new ArrayList<>();
    private final List<Integer> groupEvents = new ArrayList<>();
    private final List<Integer> groupAggregates = new ArrayList<>();
    private final List<Integer> groupTrackings = new ArrayList<>();
    private final List<Integer> groupItems = new ArrayList<>();
    private final List<Integer> eventRequests = new ArrayList<>();
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<Integer> chainRequests = new ArrayList<>();
    private final List<String> chainAggregates = new ArrayList<>();
    private final List<Long> chainFirsts = new ArrayList<>();
    private final List<Integer> trackingRequests = new ArrayList<>();
    private final List<Tracking> trackings = new ArrayList<>();
    private final List<Integer> itemRequests = new ArrayList<>();
    private final List<Integer> itemConditions = new ArrayList<>();
    private final List<Long> itemAfters = new ArrayList<>();
    private final List<@Nullable String> itemTags = new ArrayList<>();
    private final List<@Nullable String> itemOtherTags = new ArrayList<>();
    private final List<@Nullable String> itemTypes = new ArrayList<>();
    private final List<Integer> conditionsBefore = new ArrayList<>();
    private final boolean chained;
    private final TagLengths lengths;
    private int conditions;

    AppendCall(List<AppendRequest> batch, boolean chained, TagLengths lengths) {
        this.chained = chained;
        this.lengths = lengths;
        int number = 0;
        for (int end : Groups.of(batch)) {
            while (number < end) {
                AppendRequest next = batch.get(number);
                add(++number, next);
            }
            groupRequests.add(end);
            groupEvents.add(events.size());
            groupAggregates.add(chainAggregates.size());
            groupTrackings.add(trackings.size());
            groupItems.add(itemRequests.size());
        }
    }

    private void add(int number, AppendRequest request) {
        for (StoredEvent event : request.events()) {
            eventRequests.add(number);
            events.add(event);
        }
        Chains.of(request)
                .firsts()
                .forEach(
                        (aggregate, first) -> {
                            chainRequests.add(number);
                            chainAggregates.add(aggregate);
                            chainFirsts.add(first);
                        });
        request.tracking()
                .ifPresent(
                        tracking -> {
                            trackingRequests.add(number);
                            trackings.add(tracking);
                        });
        conditionsBefore.add(conditions);
        request.conditions().forEach(condition -> add(number, condition));
    }

    private void add(int number, FailIfMatching condition) {
        conditions++;
        if (condition.query().matchesEverything()) {
            add(number, condition, null, List.of(), List.of());
            return;
        }
        for (QueryItem item : condition.query().items()) {
            Iterator<String> tags =
                    lengths.likelyShortestFirst(item.tags()).stream()
                            .map(EventTag::toString)
                            .iterator();
            String first = tags.hasNext() ? tags.next() : null;
            List<String> others = new ArrayList<>();
            tags.forEachRemaining(others::add);
            add(number, condition, first, others, item.types());
        }
    }

    private void add(
            int number,
            FailIfMatching condition,
            @Nullable String tag,
            List<String> otherTags,
            Collection<String> types) {
        itemRequests.add(number);
        itemConditions.add(conditions);
        itemAfters.add(condition.after());
        itemTags.add(tag);
        itemOtherTags.add(ArrayText.orNull(otherTags));
        itemTypes.add(ArrayText.orNull(types));
    }

    /** Returns the aggregates of all requests, in the order of the versions in the reply. */
    List<String> chainAggregates() {
        return chainAggregates;
    }

    /** Returns the number of the request of each of these aggregates. */
    List<Integer> chainRequests() {
        return chainRequests;
    }

    /** Returns the number of the request of each tracking in the reply. */
    List<Integer> trackingRequests() {
        return trackingRequests;
    }

    /** Returns how many conditions stand before those of a request, by its index from 0. */
    int conditionsBefore(int index) {
        return conditionsBefore.get(index);
    }

    /** Returns the tag that is walked for each item of each condition, null where there is none. */
    List<@Nullable String> walkedTags() {
        return itemTags;
    }

    /** Returns an event by its number in the whole batch, from 1. */
    StoredEvent event(int number) {
        return events.get(number - 1);
    }

    /** Sets the parameters from one on, in the order of the function's. */
    void bind(PreparedStatement statement, int from, Connection connection) throws SQLException {
        var parameters = new Parameters(statement, from, connection);
        parameters.ints(groupRequests);
        parameters.ints(groupEvents);
        parameters.ints(groupAggregates);
        parameters.ints(groupTrackings);
        parameters.ints(groupItems);
        parameters.ints(eventRequests);
        bindEvents(parameters);
        parameters.ints(chainRequests);
        parameters.texts(chainAggregates.toArray(String[]::new));
        parameters.longs(chainFirsts.stream().mapToLong(Long::longValue).toArray());
        parameters.ints(trackingRequests);
        parameters.texts(trackings.stream().map(Tracking::upstream).toArray(String[]::new));
        parameters.longs(trackings.stream().mapToLong(Tracking::position).toArray());
        parameters.uuids(trackings.stream().map(Tracking::eventId).toArray(UUID[]::new));
        parameters.longs(trackings.stream().mapToLong(Tracking::epoch).toArray());
        parameters.ints(itemRequests);
        parameters.ints(itemConditions);
        parameters.longs(itemAfters.stream().mapToLong(Long::longValue).toArray());
        parameters.texts(itemTags.toArray(String[]::new));
        parameters.texts(itemOtherTags.toArray(String[]::new));
        parameters.texts(itemTypes.toArray(String[]::new));
        parameters.flag(events.stream().anyMatch(event -> !event.tags().isEmpty()));
    }

    private void bindEvents(Parameters parameters) throws SQLException {
        var columns = new EventColumns(events);
        parameters.uuids(columns.ids());
        parameters.texts(columns.aggregates());
        parameters.longs(columns.versions());
        parameters.texts(columns.types());
        parameters.ints(columns.typeVersions());
        parameters.texts(columns.tags());
        parameters.longs(columns.recordedAts());
        parameters.bytes(columns.metadata());
        parameters.bytes(columns.data());
        if (chained) {
            parameters.bytes(columns.digests());
        }
    }
}
