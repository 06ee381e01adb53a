package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.annals.testkit.contract.EventVariant.withData;
import static org.annals.testkit.contract.EventVariant.withMetadata;
import static org.annals.testkit.contract.EventVariant.withTags;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** That every limit is inclusive, and that what is beyond one is refused by the option's name. */
public abstract class LimitsContract extends RecorderContract {
    private static final Limits SMALL =
            Limits.builder()
                    .eventBytes(100)
                    .appendEvents(5)
                    .appendBytes(300)
                    .textBytes(20)
                    .tags(3)
                    .tagBytes(16)
                    .metadataBytes(40)
                    .metadataEntries(3)
                    .queryItems(3)
                    .queryTypes(4)
                    .queryTags(2)
                    .pageBytes(1_000)
                    .build();

    /** For tenants. */
    protected LimitsContract() {}

    @BeforeEach
    final void reopenWithSmallLimits() {
        fixture().reopen(SMALL);
    }

    private void assertAppendLimit(String option, int limit, IntFunction<AppendRequest> sized) {
        List<StoredEvent> recorded = new ArrayList<>();
        for (int size : new int[] {limit - 1, limit}) {
            AppendRequest request = sized.apply(size);
            recorder().append(request);
            recorded.addAll(request.events());
        }
        assertLog(recorded);
        assertRefused(option, limit, () -> recorder().append(sized.apply(limit + 1)));
        assertLog(recorded);
        append(events.fact("Fine"));
        assertEquals(recorded.size() + 1, recorder().head());
    }

    private void assertEventLimit(String option, int limit, IntFunction<StoredEvent> sized) {
        assertAppendLimit(option, limit, size -> AppendRequest.of(List.of(sized.apply(size))));
    }

    private void assertQueryLimit(String option, int limit, IntFunction<Query> sized) {
        append(events.fact("Noticed", "t:0"));
        for (int size : new int[] {limit - 1, limit}) {
            Query query = sized.apply(size);
            assertEquals(List.of(1L), positions(query));
            recorder().append(List.of(), failIfMatching(query).after(1));
        }
        Query beyond = sized.apply(limit + 1);
        assertRefused(option, limit, () -> positions(beyond));
        StoredEvent event = events.fact("Noticed");
        assertRefused(
                option,
                limit,
                () -> recorder().append(List.of(event), failIfMatching(beyond).after(1)));
        assertEquals(1, recorder().head());
    }

    private static void assertRefused(String option, int limit, Executable call) {
        var refusal = assertThrows(IllegalArgumentException.class, call, option);
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains("'" + option + "'"), message);
        assertTrue(message.contains(Integer.toString(limit)), message);
        assertTrue(message.contains(Integer.toString(limit + 1)), message);
    }

    @Test
    void bytesOfAnEvent() {
        assertEventLimit(
                "eventBytes", 100, size -> withData(events.fact("Noticed"), new byte[size]));
    }

    @Test
    void eventsOfAnAppend() {
        assertAppendLimit(
                "appendEvents", 5, size -> AppendRequest.of(events.facts(size, "Noticed")));
    }

    @Test
    void bytesOfAnAppend() {
        assertAppendLimit(
                "appendBytes",
                300,
                size ->
                        AppendRequest.of(
                                List.of(
                                        withData(events.fact("Noticed"), new byte[100]),
                                        withData(events.fact("Noticed"), new byte[100]),
                                        withData(events.fact("Noticed"), new byte[50]),
                                        withData(events.fact("Noticed"), new byte[size - 250]))));
    }

    @Test
    void bytesOfAnAggregateId() {
        assertEventLimit("textBytes", 20, size -> events.change("i".repeat(size), 1));
    }

    @Test
    void bytesOfAType() {
        assertEventLimit("textBytes", 20, size -> events.fact("t".repeat(size)));
    }

    @Test
    void bytesOfTextAreThoseOfUtf8() {
        assertEventLimit(
                "textBytes", 20, size -> events.fact("\u00df".repeat(9) + text(size - 18)));
        fixture().reopen(SMALL);
        String smiles = "\ud83d\ude00".repeat(4) + "\u20ac";
        StoredEvent event = events.fact(smiles + "a");
        append(event);
        assertRefused("textBytes", 20, () -> append(events.fact(smiles + "ab")));
    }

    @Test
    void bytesOfAnUpstream() {
        for (int size : new int[] {19, 20}) {
            recorder().track(Tracking.of("u".repeat(size), 1));
            assertEquals(1, recorder().trackedPosition("u".repeat(size)));
        }
        assertRefused("textBytes", 20, () -> recorder().track(Tracking.of("u".repeat(21), 1)));
        StoredEvent event = events.fact("Noticed");
        assertRefused(
                "textBytes",
                20,
                () -> recorder().append(List.of(event), Tracking.of("u".repeat(21), 1)));
        assertLog();
    }

    @Test
    void tagsOfAnEvent() {
        assertEventLimit(
                "tags", 3, size -> withTags(events.fact("Noticed"), List.copyOf(tags(size))));
    }

    @Test
    void bytesOfATag() {
        assertEventLimit(
                "tagBytes",
                16,
                size -> withTags(events.fact("Noticed"), EventTag.of("key", text(size - 4))));
        assertRefused(
                "tagBytes",
                16,
                () -> append(withTags(events.fact("Noticed"), EventTag.of(text(15), "v"))));
    }

    @Test
    void bytesOfMetadata() {
        assertEventLimit(
                "metadataBytes",
                40,
                size ->
                        withMetadata(
                                events.fact("Noticed"),
                                Map.of("k", text(20), "l", text(size - 22))));
    }

    @Test
    void entriesOfMetadata() {
        assertEventLimit(
                "metadataEntries",
                3,
                size -> {
                    Map<String, String> metadata = new HashMap<>();
                    IntStream.range(0, size).forEach(i -> metadata.put("k" + i, "v"));
                    return withMetadata(events.fact("Noticed"), metadata);
                });
    }

    @Test
    void itemsOfAQuery() {
        assertQueryLimit(
                "queryItems",
                3,
                size ->
                        Query.of(
                                tags(size).stream()
                                        .map(QueryItem::ofTags)
                                        .toArray(QueryItem[]::new)));
    }

    @Test
    void typesOfAnItem() {
        assertQueryLimit(
                "queryTypes",
                4,
                size -> {
                    List<String> types = new ArrayList<>(List.of("Noticed"));
                    IntStream.range(1, size).forEach(i -> types.add("type" + i));
                    return Query.ofTypes(types.toArray(String[]::new));
                });
    }

    @Test
    void tagsOfAnItem() {
        StoredEvent event = withTags(events.fact("Noticed"), List.copyOf(tags(3)));
        append(event);
        for (int size : new int[] {1, 2}) {
            assertEquals(List.of(1L), positions(Query.ofTags(tagArray(size))));
        }
        assertRefused("queryTags", 2, () -> positions(Query.ofTags(tagArray(3))));
        assertLog(event);
    }

    @Test
    void oneBeyondALimitRefusesTheWholeRequest() {
        StoredEvent fine = events.change("dog", 1);
        StoredEvent large = withData(events.change("dog", 2), new byte[101]);
        assertRefused("eventBytes", 100, () -> append(fine, large));
        assertLog();
        append(fine);
        assertLog(fine);
    }

    @Test
    void whatAHigherLimitLetInIsStillReadUnderALowerOne() {
        fixture().reopen();
        StoredEvent large =
                withData(events.change("dog", 1, "t:0", "t:1", "t:2", "t:3"), new byte[5_000]);
        append(large);
        assertLog(large);
        fixture().reopen(SMALL);
        if (fixture().isDurable()) {
            assertLog(large);
            assertEquals(List.of(large), aggregate("dog"));
            assertEquals(List.of(1L), positions(tagged("t:3")));
        } else {
            assertLog();
        }
    }

    @Test
    void theLimitsWhereNoneAreNamedAreTheDefaults() {
        fixture().reopen();
        Limits defaults = Limits.defaults();
        StoredEvent event = withData(events.fact("Noticed"), new byte[defaults.eventBytes()]);
        append(event);
        assertLog(event);
        StoredEvent beyond = withData(events.fact("Noticed"), new byte[defaults.eventBytes() + 1]);
        assertRefused("eventBytes", defaults.eventBytes(), () -> append(beyond));
        assertEquals(List.of(1L), positions(LogSelection.all()));
    }

    private static String text(int length) {
        return "v".repeat(length);
    }

    private static Set<EventTag> tags(int size) {
        Set<EventTag> tags = new HashSet<>();
        IntStream.range(0, size).forEach(i -> tags.add(EventTag.of("t", Integer.toString(i))));
        return tags;
    }

    private static EventTag[] tagArray(int size) {
        return tags(size).toArray(EventTag[]::new);
    }
}
