package org.annals.persistence;

import org.annals.domain.EventTag;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which events are meant: those that match at least one item. Immutable; the items are a set.
 *
 * <p>A query without items, or with an item that is empty, matches everything. It reaches a
 * recorder as data, so that every database can answer it from its indexes.
 *
 * @param items OR-ed
 */
public record Query(Set<QueryItem> items) {
    private static final Query ALL = new Query(Set.of());

    /** Copies the set. */
    public Query {
        items = Set.copyOf(items);
    }

    /** Returns the query that matches everything. */
    public static Query all() {
        return ALL;
    }

    /** Returns the query of these items; of none, everything matches. */
    public static Query of(QueryItem... items) {
        return new Query(new HashSet<>(List.of(items)));
    }

    /** Returns the query for events of these types; of none, everything matches. */
    public static Query ofTypes(String... types) {
        return of(QueryItem.ofTypes(types));
    }

    /** Returns the query for events with all of these tags; of none, everything matches. */
    public static Query ofTags(EventTag... tags) {
        return of(QueryItem.ofTags(tags));
    }

    /** Returns whether every event matches. */
    public boolean matchesEverything() {
        return items.isEmpty() || items.stream().anyMatch(QueryItem::matchesEverything);
    }

    /** Returns whether an event of this type with these tags matches. */
    public boolean matches(String type, Collection<EventTag> tags) {
        return items.isEmpty() || items.stream().anyMatch(item -> item.matches(type, tags));
    }

    /**
     * Returns by which item an event of this type with these tags matches, or empty if it does not:
     * of several the narrowest, which has the most tags, of these the one with the fewest types, no
     * types being all, and of these the first in the order of their text. A query without items is
     * one item that matches everything.
     */
    public Optional<QueryItem> findItem(String type, Collection<EventTag> tags) {
        return items.isEmpty()
                ? Optional.of(QueryItem.ofTypes())
                : items.stream()
                        .filter(item -> item.matches(type, tags))
                        .min(QueryItem.NARROWEST_FIRST);
    }

    /**
     * Returns the narrowest item that some event of this type matches, or empty if none does: for
     * an event of which not all tags are known.
     */
    public Optional<QueryItem> findItem(String type) {
        return items.isEmpty()
                ? Optional.of(QueryItem.ofTypes())
                : items.stream()
                        .filter(item -> item.allowsType(type))
                        .min(QueryItem.NARROWEST_FIRST);
    }
}
