package org.annals.persistence;

import org.annals.domain.Text;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.UUID;

/**
 * What is filled with tags of a key, or is not, as a whole: the events of one stored type, or all
 * events if their tags do not follow from components. Immutable.
 *
 * @param type the stored name; empty for all events
 */
record FillUnit(String key, String type) {
    static final Comparator<FillUnit> IN_ORDER =
            Comparator.comparing(FillUnit::key).thenComparing(FillUnit::type);

    private static final String ALL = "";
    // The name of a tracking has 256 bytes, of which some say what it is.
    private static final int LONGEST_NAME = 240;

    static FillUnit ofType(String key, String type) {
        return new FillUnit(key, type);
    }

    static FillUnit ofAll(String key) {
        return new FillUnit(key, ALL);
    }

    /** Returns whether events stored under a name belong to it. */
    boolean has(String storedType) {
        return type.equals(ALL) || type.equals(storedType);
    }

    /** Returns whether what a query finds may depend on it. */
    boolean concerns(Query query) {
        return query.items().stream().anyMatch(this::concerns);
    }

    private boolean concerns(QueryItem item) {
        return (type.equals(ALL) || item.allowsType(type))
                && item.tags().stream().anyMatch(tag -> tag.key().equals(key));
    }

    /** Returns the query for its events. */
    Query events() {
        return type.equals(ALL) ? Query.all() : Query.ofTypes(type);
    }

    /** Returns its name, which no other has: a key has no colon. */
    String name() {
        String name = key + ':' + type;
        return Text.utf8Length(name) <= LONGEST_NAME
                ? name
                : key + ':' + UUID.nameUUIDFromBytes(type.getBytes(StandardCharsets.UTF_8));
    }
}
