package org.annals.testkit.contract;

import static org.annals.testkit.contract.EventVariant.withData;
import static org.annals.testkit.contract.EventVariant.withMetadata;
import static org.annals.testkit.contract.EventVariant.withOrigin;
import static org.annals.testkit.contract.EventVariant.withTags;
import static org.annals.testkit.contract.EventVariant.withTimestamp;
import static org.annals.testkit.contract.EventVariant.withType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Limits;
import org.annals.persistence.StoredEvent;

import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Defects of what is kept of an event. */
final class FidelityMutants {
    private FidelityMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of(
                        "loses empty payloads",
                        FidelityContract.class,
                        "noBytesAreKept",
                        FidelityMutants::losingEmptyPayloads),
                kept(
                        "rewrites JSON",
                        "dataThatLooksLikeTextIsNotRewritten",
                        event -> withData(event, text(event).replace(" ", "").getBytes(UTF_8))),
                kept(
                        "takes bytes for text",
                        "everyByteIsKept",
                        event -> withData(event, text(event).getBytes(UTF_8))),
                kept(
                        "cuts data off",
                        "dataAtTheLimitIsKept",
                        event -> withData(event, cut(event.data().toArray()))),
                kept(
                        "rounds micros",
                        "timestampsAreKeptToTheMicrosecond",
                        event -> at(event, event.timestamp().truncatedTo(ChronoUnit.MILLIS))),
                kept(
                        "has no time before 1970",
                        "timestampsAreKeptToTheMicrosecond",
                        event -> at(event, latest(event.timestamp(), Instant.EPOCH))),
                kept(
                        "has no time after 9999",
                        "timestampsAreKeptToTheMicrosecond",
                        event -> at(event, earliest(event.timestamp()))),
                kept(
                        "loses a tag",
                        "tagsAreKeptInOrderWithDuplicates",
                        event -> withTags(event, event.tags().stream().skip(1).toList())),
                kept(
                        "keeps a duplicate tag once",
                        "tagsAreKeptInOrderWithDuplicates",
                        event -> withTags(event, event.tags().stream().distinct().toList())),
                kept("sorts tags", "everyPartOfAnEventIsKept", FidelityMutants::sortingTags),
                kept(
                        "loses blank tags",
                        "tagsWithoutValuesAndBlankOnesAreKept",
                        FidelityMutants::losingBlankTags),
                kept(
                        "drops metadata",
                        "metadataIsKeptExactly",
                        event -> withMetadata(event, Map.of())),
                kept("trims metadata", "metadataIsKeptExactly", FidelityMutants::trimmingMetadata),
                kept(
                        "loses the schema version",
                        "schemaVersionsAreKept",
                        event -> withType(event, event.type(), 1)),
                kept(
                        "gives every event an origin",
                        "anEventOfNoAggregateHasNoOrigin",
                        FidelityMutants::givingOrigins),
                ids("trims ids", String::strip),
                ids("folds the case of ids", id -> id.toLowerCase(Locale.ROOT)),
                ids("composes ids", id -> Normalizer.normalize(id, Normalizer.Form.NFC)),
                ids(
                        "loses what is beyond the plane",
                        id -> id.replaceAll("[^\\u0000-\\uffff]", "?")),
                ids("escapes ids", id -> id.replace("'", "''")),
                types("trims types", String::strip),
                types("folds the case of types", type -> type.toUpperCase(Locale.ROOT)),
                tags(
                        "trims tags",
                        "valuesOfTagsAreKeptAndCompareExactly",
                        tag -> EventTag.of(tag.key(), tag.value().strip())),
                tags(
                        "folds tags",
                        "valuesOfTagsAreKeptAndCompareExactly",
                        tag -> EventTag.of(tag.key(), tag.value().toLowerCase(Locale.ROOT))),
                tags(
                        "splits tags at the last colon",
                        "valuesOfTagsAreKeptAndCompareExactly",
                        FidelityMutants::withoutColons),
                tags(
                        "folds keys of tags",
                        "keysOfTagsAreKeptAndCompareExactly",
                        tag -> EventTag.of(tag.key().toLowerCase(Locale.ROOT), tag.value())));
    }

    private static Mutant kept(String defect, String test, UnaryOperator<StoredEvent> change) {
        return Mutant.keeping(defect, FidelityContract.class, test, change);
    }

    private static Mutant ids(String defect, UnaryOperator<String> change) {
        return kept(
                defect,
                "aggregateIdsAreKeptAndCompareExactly",
                event -> {
                    Origin origin = event.origin();
                    return origin == null
                            ? event
                            : withOrigin(
                                    event,
                                    new Origin(
                                            change.apply(origin.aggregateId()), origin.version()));
                });
    }

    private static Mutant types(String defect, UnaryOperator<String> change) {
        return kept(
                defect,
                "typesAreKeptAndCompareExactly",
                event -> withType(event, change.apply(event.type()), event.typeVersion()));
    }

    private static Mutant tags(String defect, String test, UnaryOperator<EventTag> change) {
        return kept(
                defect, test, event -> withTags(event, event.tags().stream().map(change).toList()));
    }

    private static ListRecorder losingEmptyPayloads(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            AppendReceipt write(AppendRequest request, ListRows rows) {
                List<StoredEvent> left =
                        request.events().stream()
                                .filter(event -> event.data().length() > 0)
                                .toList();
                return super.write(AppendRequest.of(left), rows);
            }
        };
    }

    private static String text(StoredEvent event) {
        return new String(event.data().toArray(), UTF_8);
    }

    private static byte[] cut(byte[] data) {
        return Arrays.copyOf(data, Math.min(data.length, 65_535));
    }

    private static StoredEvent at(StoredEvent event, Instant timestamp) {
        return withTimestamp(event, timestamp);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earliest(Instant one) {
        Instant last = Instant.parse("9999-12-31T23:59:59.999999Z");
        return one.isBefore(last) ? one : last;
    }

    private static StoredEvent sortingTags(StoredEvent event) {
        return withTags(
                event,
                event.tags().stream().sorted(Comparator.comparing(EventTag::toString)).toList());
    }

    private static StoredEvent losingBlankTags(StoredEvent event) {
        return withTags(
                event, event.tags().stream().filter(tag -> !tag.value().isBlank()).toList());
    }

    private static StoredEvent trimmingMetadata(StoredEvent event) {
        Map<String, String> trimmed = new TreeMap<>();
        event.metadata().forEach((key, value) -> trimmed.put(key, value.strip()));
        return withMetadata(event, trimmed);
    }

    private static StoredEvent givingOrigins(StoredEvent event) {
        return event.origin() == null ? withOrigin(event, new Origin("none", 1)) : event;
    }

    private static EventTag withoutColons(EventTag tag) {
        return EventTag.of(tag.key(), tag.value().substring(tag.value().lastIndexOf(':') + 1));
    }
}
