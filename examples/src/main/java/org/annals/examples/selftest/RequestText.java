package org.annals.examples.selftest;

import static java.util.stream.Collectors.joining;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Requests as text for a pipe: events, conditions and tracking, each part behind a space, where
 * names are of {@link Vocabulary} and need no escape, and contents are of {@link Events}.
 * Stateless.
 */
final class RequestText {
    private static final String NONE = "-";

    private RequestText() {}

    static String of(AppendRequest request) {
        return "%s %s %s"
                .formatted(
                        request.events().stream().map(RequestText::of).collect(joining(";")),
                        request.conditions().isEmpty()
                                ? NONE
                                : request.conditions().stream()
                                        .map(RequestText::of)
                                        .collect(joining(";")),
                        request.tracking().map(RequestText::of).orElse(NONE));
    }

    private static String of(StoredEvent event) {
        Origin origin = event.origin();
        return "%s,%s,%s,%s"
                .formatted(
                        event.id(),
                        event.type(),
                        origin == null ? NONE : origin.aggregateId() + "@" + origin.version(),
                        tags(event.tags().stream()));
    }

    private static String of(FailIfMatching condition) {
        return condition.after()
                + condition.query().items().stream()
                        .map(
                                item ->
                                        ",%s|%s"
                                                .formatted(
                                                        String.join("+", item.types()),
                                                        tags(item.tags().stream())))
                        .collect(joining());
    }

    private static String tags(Stream<EventTag> tags) {
        return tags.map(EventTag::toString).collect(joining("+"));
    }

    private static String of(Tracking tracking) {
        return "%s,%d,%s".formatted(tracking.upstream(), tracking.position(), tracking.eventId());
    }

    static AppendRequest parse(String text) {
        String[] parts = text.split(" ", -1);
        var request =
                AppendRequest.of(
                        Arrays.stream(parts[0].split(";", -1)).map(RequestText::event).toList());
        if (!parts[1].equals(NONE)) {
            for (String condition : parts[1].split(";", -1)) {
                request = request.onCondition(condition(condition));
            }
        }
        return parts[2].equals(NONE) ? request : request.withTracking(tracking(parts[2]));
    }

    private static StoredEvent event(String text) {
        String[] fields = text.split(",", -1);
        return Events.event(
                UUID.fromString(fields[0]),
                origin(fields[2]),
                fields[1],
                words(fields[3]).map(EventTag::parse).toList());
    }

    private static @Nullable Origin origin(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? null
                : new Origin(text.substring(0, at), Long.parseLong(text.substring(at + 1)));
    }

    private static FailIfMatching condition(String text) {
        List<String> fields = List.of(text.split(",", -1));
        Set<QueryItem> items =
                fields.subList(1, fields.size()).stream()
                        .map(RequestText::item)
                        .collect(Collectors.toSet());
        return AppendCondition.failIfMatching(new Query(items))
                .after(Long.parseLong(fields.getFirst()));
    }

    private static QueryItem item(String text) {
        int bar = text.indexOf('|');
        return new QueryItem(
                words(text.substring(0, bar)).collect(Collectors.toSet()),
                words(text.substring(bar + 1)).map(EventTag::parse).collect(Collectors.toSet()));
    }

    private static Stream<String> words(String text) {
        return text.isEmpty() ? Stream.empty() : Arrays.stream(text.split("\\+", -1));
    }

    private static Tracking tracking(String text) {
        String[] fields = text.split(",", -1);
        return Tracking.of(fields[0], Long.parseLong(fields[1]), UUID.fromString(fields[2]));
    }
}
