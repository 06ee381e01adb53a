package org.annals.testkit.contract;

import static org.annals.testkit.contract.EventVariant.withData;
import static org.annals.testkit.contract.EventVariant.withMetadata;
import static org.annals.testkit.contract.EventVariant.withOrigin;
import static org.annals.testkit.contract.EventVariant.withTags;
import static org.annals.testkit.contract.EventVariant.withTimestamp;
import static org.annals.testkit.contract.EventVariant.withType;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * That what is read is what was written, to the last bit, and that different texts stay different.
 */
public abstract class FidelityContract extends RecorderContract {
    /** For tenants. */
    protected FidelityContract() {}

    private void assertKept(StoredEvent event) {
        append(event);
        assertLog(event);
    }

    @Test
    void everyPartOfAnEventIsKept() {
        StoredEvent event = withType(events.change("dog", 1, "b:2", "a:1"), "Dog.Registered", 7);
        StoredEvent whole = withMetadata(event, Map.of("user_id", "u1", "correlation_id", "c1"));
        assertKept(whole);
        assertEquals(List.of(whole), aggregate("dog"));
    }

    @Test
    void anEventOfNoAggregateHasNoOrigin() {
        assertKept(events.fact("Noticed", "a:1"));
    }

    @Test
    void aggregateIdsAreKeptAndCompareExactly() {
        for (String text : TextCorpus.texts()) {
            append(events.change(text, 1));
        }
        for (String text : TextCorpus.texts()) {
            List<StoredEvent> found = aggregate(text);
            assertEquals(1, found.size(), () -> TextCorpus.named(text));
            assertEquals(new Origin(text, 1), found.getFirst().origin());
        }
    }

    @Test
    void typesAreKeptAndCompareExactly() {
        List<StoredEvent> given = new ArrayList<>();
        for (String text : TextCorpus.texts()) {
            given.add(events.fact(text));
        }
        recorder().append(given);
        assertLog(given);
        long position = 0;
        for (String text : TextCorpus.texts()) {
            position++;
            assertEquals(
                    List.of(position),
                    positions(Query.ofTypes(text)),
                    () -> TextCorpus.named(text));
        }
    }

    @Test
    void valuesOfTagsAreKeptAndCompareExactly() {
        assertTagsAreExact(
                TextCorpus.texts().stream().map(text -> EventTag.of("key", text)).toList());
    }

    @Test
    void keysOfTagsAreKeptAndCompareExactly() {
        assertTagsAreExact(
                TextCorpus.texts().stream()
                        .filter(text -> text.indexOf(':') < 0)
                        .map(text -> EventTag.of(text, "value"))
                        .toList());
    }

    private void assertTagsAreExact(List<EventTag> tags) {
        List<StoredEvent> given = new ArrayList<>();
        for (EventTag tag : tags) {
            given.add(withTags(events.fact("Noticed"), tag));
        }
        recorder().append(given);
        assertLog(given);
        long position = 0;
        for (EventTag tag : tags) {
            position++;
            assertEquals(
                    List.of(position),
                    positions(Query.ofTags(tag)),
                    () -> TextCorpus.named(tag.toString()));
        }
    }

    @Test
    void tagsAreKeptInOrderWithDuplicates() {
        EventTag first = EventTag.of("b", "2");
        EventTag second = EventTag.of("a", "1");
        assertKept(withTags(events.fact("Noticed"), first, second, first, second, second));
    }

    @Test
    void tagsWithoutValuesAndBlankOnesAreKept() {
        EventTag empty = EventTag.of("a", "");
        EventTag blank = EventTag.of("a", " ");
        EventTag blankKey = EventTag.of(" ", "");
        assertKept(withTags(events.fact(" "), empty, blank, blankKey));
        assertEquals(List.of(1L), positions(Query.ofTags(empty)));
        assertEquals(List.of(1L), positions(Query.ofTags(blankKey)));
    }

    @Test
    void metadataIsKeptExactly() {
        Map<String, String> metadata = new HashMap<>(Map.of("empty", "", "", "no key"));
        List<StoredEvent> given = new ArrayList<>();
        for (String text : TextCorpus.texts()) {
            metadata.put(text, "as key");
            metadata.put("value", text);
            given.add(withMetadata(events.fact("Noticed"), metadata));
            metadata.remove(text);
        }
        given.add(withMetadata(events.fact("Noticed"), Map.of()));
        recorder().append(given);
        assertLog(given);
    }

    @Test
    void upstreamsAreKeptAndCompareExactly() {
        long position = 0;
        for (String text : TextCorpus.texts()) {
            recorder().track(Tracking.of(text, ++position));
        }
        position = 0;
        for (String text : TextCorpus.texts()) {
            assertEquals(
                    ++position, recorder().trackedPosition(text), () -> TextCorpus.named(text));
        }
    }

    @Test
    void rowsOfTheUsersOwnAreKeptExactly() {
        for (String text : TextCorpus.texts()) {
            StoredEvent event = events.fact("Noticed");
            var request = AppendRequest.of(List.of(event));
            recorder().append(request.withWork(fixture().writingRow("k", text)));
            assertEquals(text, fixture().findRow("k").orElse(null));
        }
    }

    @Test
    void everyByteIsKept() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertKept(withData(events.change("dog", 1), all));
    }

    @Test
    void noBytesAreKept() {
        StoredEvent empty = withData(events.change("dog", 1), new byte[0]);
        assertKept(empty);
        assertEquals(List.of(empty), aggregate("dog"));
    }

    @Test
    void dataAtTheLimitIsKept() {
        byte[] large = new byte[Limits.defaults().eventBytes()];
        new Random(4711).nextBytes(large);
        assertKept(withData(events.change("dog", 1), large));
    }

    @Test
    void dataThatLooksLikeTextIsNotRewritten() {
        byte[] json = "{ \"b\" : 1.0, \"a\": 1e2,\"a\":\"\\u0000\" }\r\n".getBytes(UTF_8);
        assertKept(withData(events.fact("Noticed"), json));
    }

    @Test
    void timestampsAreKeptToTheMicrosecond() {
        List<StoredEvent> given = new ArrayList<>();
        for (String text :
                List.of(
                        "0001-01-01T00:00:00Z",
                        "-0044-03-15T12:00:00.000001Z",
                        "1582-10-10T00:00:00Z",
                        "1969-12-31T23:59:59.999999Z",
                        "1970-01-01T00:00:00Z",
                        "1970-01-01T00:00:00.000001Z",
                        "2016-12-31T23:59:59.999999Z",
                        "2024-02-29T23:59:59.123456Z",
                        "2038-01-19T03:14:08Z",
                        "9999-12-31T23:59:59.999999Z",
                        "+10000-01-01T00:00:00.000001Z")) {
            given.add(withTimestamp(events.fact("Noticed"), Instant.parse(text)));
        }
        recorder().append(given);
        assertLog(given);
    }

    @Test
    void timestampsAreCutToTheMicrosecond() {
        StoredEvent event =
                withTimestamp(
                        events.fact("Noticed"), Instant.parse("1969-12-31T23:59:59.123456789Z"));
        assertKept(event);
        assertEquals(
                Instant.parse("1969-12-31T23:59:59.123456Z"),
                recorder()
                        .readLog(LogSelection.all())
                        .notifications()
                        .getFirst()
                        .storedEvent()
                        .timestamp());
    }

    @Test
    void idsOfEventsAreKeptWhateverTheirBits() {
        List<StoredEvent> given = new ArrayList<>();
        for (UUID id :
                List.of(
                        new UUID(0, 0),
                        new UUID(-1, -1),
                        new UUID(Long.MIN_VALUE, Long.MAX_VALUE),
                        new UUID(1, Long.MIN_VALUE),
                        UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8"))) {
            given.add(EventVariant.withId(events.fact("Noticed"), id));
        }
        recorder().append(given);
        assertLog(given);
    }

    @Test
    void schemaVersionsAreKept() {
        List<StoredEvent> given = new ArrayList<>();
        for (int version : new int[] {1, 2, 127, 128, 32_768, Integer.MAX_VALUE}) {
            given.add(withType(events.fact("Noticed"), "Noticed", version));
        }
        recorder().append(given);
        assertLog(given);
    }

    @Test
    void whatOneDatabaseCannotKeepIsRefusedByAll() {
        assertKept(events.change("dog", 1));
        for (String text : List.of("\0", "a\0b", "\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d")) {
            for (Executable use : usesOf(text)) {
                assertThrows(IllegalArgumentException.class, use, () -> TextCorpus.named(text));
            }
        }
        assertEquals(1, recorder().head());
    }

    private List<Executable> usesOf(String text) {
        StoredEvent event = events.fact("Noticed");
        return List.of(
                () -> append(withOrigin(event, new Origin(text, 1))),
                () -> append(withType(event, text, 1)),
                () -> append(withTags(event, EventTag.of("a" + text, "1"))),
                () -> append(withTags(event, EventTag.of("a", text))),
                () -> append(withMetadata(event, Map.of(text, "1"))),
                () -> append(withMetadata(event, Map.of("a", text))),
                () -> recorder().track(Tracking.of("up" + text, 1)),
                () -> recorder().findTracking("up" + text),
                () -> recorder().awaitTracking("up" + text, 0, Duration.ZERO),
                () -> aggregate(AggregateSelection.of(text)));
    }
}
