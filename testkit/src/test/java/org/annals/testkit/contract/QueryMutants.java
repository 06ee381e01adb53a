package org.annals.testkit.contract;

import org.annals.domain.EventTag;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Defects of selecting events by types and tags. */
final class QueryMutants {
    private QueryMutants() {}

    static List<Mutant> all() {
        return List.of(
                query("ORs the tags of an item", "severalTagsAreAnded", OringTags::new),
                query("ANDs the types of an item", "severalTypesAreOred", AndingTypes::new),
                query("ignores types", "aTypeSelectsItsEvents", IgnoringTypes::new),
                query(
                        "ignores types where there are tags",
                        "typesAndTagsOfAnItemMustBothMatch",
                        IgnoringTypesBesideTags::new),
                query(
                        "ignores items of types alone",
                        "anItemOfTypesAndAnItemOfTagsMayStandTogether",
                        IgnoringTypesAlone::new),
                query("takes types for beginnings", "typesAreExactNames", TypesAsPrefixes::new),
                query("takes tags for beginnings", "tagsAreExact", TagsAsPrefixes::new),
                query("lets match-all match nothing", "anEmptyQuerySelectsEverything", NoAll::new),
                query(
                        "lets an empty item match nothing",
                        "anEmptyItemSelectsEverything",
                        NoEmptyItem::new),
                query(
                        "lets a duplicate tag match nothing",
                        "aTagThatAnEventHasTwiceSelectsItOnce",
                        NoDuplicateTags::new),
                query(
                        "shows an event once for each item",
                        "anEventThatSeveralItemsSelectAppearsOnce",
                        OncePerItem::new),
                query(
                        "limits count duplicates",
                        "aLimitCountsEventsAndNotTheItemsThatSelectThem",
                        CountingDuplicates::new),
                query(
                        "limits count what is scanned",
                        "limitsCountMatchingEventsOnly",
                        CountingScanned::new),
                query(
                        "does not find untagged events",
                        "anEventWithoutTagsIsFoundByTypeAndByReadingAll",
                        TaggedOnly::new));
    }

    private static Mutant query(String defect, String test, Mutant.ReaderMaker maker) {
        return Mutant.reading(defect, QueryContract.class, test, maker);
    }

    private static final class OringTags extends ListReader {
        OringTags(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matchesTags(Collection<EventTag> tags, StoredEvent event) {
            return tags.isEmpty() || !Collections.disjoint(tags, event.tags());
        }
    }

    private static final class AndingTypes extends ListReader {
        AndingTypes(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matchesTypes(Collection<String> types, StoredEvent event) {
            return types.stream().allMatch(event.type()::equals);
        }
    }

    private static final class IgnoringTypes extends ListReader {
        IgnoringTypes(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matchesTypes(Collection<String> types, StoredEvent event) {
            return true;
        }
    }

    private static final class IgnoringTypesBesideTags extends ListReader {
        IgnoringTypesBesideTags(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matches(QueryItem item, StoredEvent event) {
            return item.tags().isEmpty()
                    ? super.matches(item, event)
                    : matchesTags(item.tags(), event);
        }
    }

    private static final class IgnoringTypesAlone extends ListReader {
        IgnoringTypesAlone(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matches(QueryItem item, StoredEvent event) {
            return (!item.tags().isEmpty() || item.types().isEmpty()) && super.matches(item, event);
        }
    }

    private static final class TypesAsPrefixes extends ListReader {
        TypesAsPrefixes(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matchesTypes(Collection<String> types, StoredEvent event) {
            return types.isEmpty() || types.stream().anyMatch(event.type()::startsWith);
        }
    }

    private static final class TagsAsPrefixes extends ListReader {
        TagsAsPrefixes(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matchesTags(Collection<EventTag> tags, StoredEvent event) {
            return tags.stream()
                    .allMatch(
                            tag ->
                                    event.tags().stream()
                                            .anyMatch(
                                                    own ->
                                                            own.toString()
                                                                    .startsWith(tag.toString())));
        }
    }

    private static final class NoAll extends ListReader {
        NoAll(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matches(Query query, StoredEvent event) {
            return !query.items().isEmpty() && super.matches(query, event);
        }
    }

    private static final class NoEmptyItem extends ListReader {
        NoEmptyItem(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matches(QueryItem item, StoredEvent event) {
            return !item.matchesEverything() && super.matches(item, event);
        }
    }

    private static final class NoDuplicateTags extends ListReader {
        NoDuplicateTags(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matchesTags(Collection<EventTag> tags, StoredEvent event) {
            return tags.stream().allMatch(tag -> Collections.frequency(event.tags(), tag) == 1);
        }
    }

    private static final class OncePerItem extends ListReader {
        OncePerItem(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        LogPage page(LogSelection selection) {
            LogPage page = super.page(selection);
            List<Notification> often = new ArrayList<>();
            for (Notification found : page.notifications()) {
                often.add(found);
                selection.query().items().stream()
                        .filter(item -> matches(item, found.storedEvent()))
                        .skip(1)
                        .forEach(item -> often.add(found));
            }
            return new LogPage(often, page.scannedTo(), page.head());
        }
    }

    private static final class CountingDuplicates extends ListReader {
        CountingDuplicates(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        int sizeInEvents(LogSelection selection, List<Notification> found) {
            long counted = 0;
            int size = 0;
            for (Notification each : found) {
                counted +=
                        selection.query().items().stream()
                                .filter(item -> matches(item, each.storedEvent()))
                                .count();
                if (counted > selection.limit()) {
                    break;
                }
                size++;
            }
            return size;
        }
    }

    private static final class CountingScanned extends ListReader {
        CountingScanned(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        int sizeInEvents(LogSelection selection, List<Notification> found) {
            long last = selection.after() + selection.limit();
            return (int) found.stream().filter(each -> each.position() <= last).count();
        }
    }

    private static final class TaggedOnly extends ListReader {
        TaggedOnly(ListStore store, long pageBytes) {
            super(store, pageBytes);
        }

        @Override
        boolean matches(Query query, StoredEvent event) {
            return !event.tags().isEmpty() && super.matches(query, event);
        }
    }
}
