package org.annals.persistence;

import static java.lang.Integer.MAX_VALUE;

import org.annals.domain.EventTag;
import org.annals.domain.Text;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One part of a {@link Query}: an event matches if its type is one of these types, or none are
 * given, and it has all of these tags. Immutable; both are sets, so order and repetition mean
 * nothing.
 *
 * @param types stored names, OR-ed; empty for any type
 * @param tags AND-ed; empty for any tags
 */
public record QueryItem(Set<String> types, Set<EventTag> tags) {
    /** Many tags before few, few types before many, none being all, and then by text. */
    static final Comparator<QueryItem> NARROWEST_FIRST =
            Comparator.comparingInt((QueryItem item) -> -item.tags.size())
                    .thenComparingInt(item -> item.types.isEmpty() ? MAX_VALUE : item.types.size())
                    .thenComparing(QueryItem::text, Text::compare);

    /**
     * Copies both sets.
     *
     * @throws IllegalArgumentException if the name of a type cannot be stored
     */
    public QueryItem {
        types = Set.copyOf(types);
        tags = Set.copyOf(tags);
        types.forEach(type -> Text.requireStorable(type, "event type"));
    }

    /** Returns an item that matches events of these types, whatever their tags. */
    public static QueryItem ofTypes(String... types) {
        return new QueryItem(new HashSet<>(List.of(types)), Set.of());
    }

    /** Returns an item that matches events with all of these tags, whatever their type. */
    public static QueryItem ofTags(EventTag... tags) {
        return new QueryItem(Set.of(), new HashSet<>(List.of(tags)));
    }

    /** Returns this item with these types in place of its own. */
    public QueryItem withTypes(Collection<String> types) {
        return new QueryItem(new HashSet<>(types), tags);
    }

    /** Returns this item with these tags in place of its own. */
    public QueryItem withTags(Collection<EventTag> tags) {
        return new QueryItem(types, new HashSet<>(tags));
    }

    /** Returns whether every event matches. */
    public boolean matchesEverything() {
        return types.isEmpty() && tags.isEmpty();
    }

    /** Returns whether an event of this type with these tags matches. */
    public boolean matches(String type, Collection<EventTag> eventTags) {
        return allowsType(type) && eventTags.containsAll(tags);
    }

    /** Returns whether some event of this type matches. */
    public boolean allowsType(String type) {
        return types.isEmpty() || types.contains(type);
    }

    // No tag and no name of a type has the character between them.
    private String text() {
        return Stream.concat(
                        tags.stream().map(EventTag::toString).sorted(Text::compare),
                        types.stream().sorted(Text::compare))
                .collect(Collectors.joining("\0"));
    }
}
