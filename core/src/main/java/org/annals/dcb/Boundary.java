package org.annals.dcb;

import org.annals.domain.EventTag;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The events that a decision depends on, by their classes and tags. Immutable.
 *
 * {@snippet class="org.annals.dcb.BoundaryTest" region="boundary"}
 *
 * <p>It is a {@link Query} of classes in place of stored names, so that it finds events under all
 * names that they had, and those that are upcast to them.
 *
 * @param parts OR-ed; of none, no event is within
 */
public record Boundary(List<Part> parts) {
    private static final Boundary NONE = new Boundary(List.of());

    /** Copies the list, each part once. */
    public Boundary {
        parts = List.copyOf(new LinkedHashSet<>(parts));
    }

    /** Returns the boundary without events: a decision that depends on nothing. */
    public static Boundary none() {
        return NONE;
    }

    /** Returns the boundary of the whole log: a decision that depends on everything. */
    public static Boundary everything() {
        return of();
    }

    /** Returns the boundary of events with all of these tags; of none, of the whole log. */
    public static Boundary of(EventTag... tags) {
        return new Boundary(List.of(new Part(Set.of(), new LinkedHashSet<>(Arrays.asList(tags)))));
    }

    /**
     * Returns this boundary with events of these classes only; a sealed one stands for all that it
     * permits. Of none, it has events of all classes.
     */
    public Boundary ofTypes(Class<?>... classes) {
        Set<Class<?>> types = new LinkedHashSet<>(Arrays.asList(classes));
        return new Boundary(parts.stream().map(part -> new Part(types, part.tags())).toList());
    }

    /** Returns the boundary of the events that are within this one or another. */
    public Boundary or(Boundary other) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(other.parts);
        return new Boundary(all);
    }

    /** Returns whether no event is within. */
    public boolean isNone() {
        return parts.isEmpty();
    }

    /** Returns whether an event is of the classes of some part, whatever its tags. */
    public boolean hasType(Object event) {
        return parts.stream().anyMatch(part -> part.concerns(event));
    }

    /**
     * Returns whether an event is within that was read by the query. It need not be: a stored event
     * may have been split into several.
     *
     * @param selecting the tags by which it is selected
     */
    boolean covers(Object event, Supplier<Collection<EventTag>> selecting) {
        if (parts.size() == 1) {
            return parts.getFirst().concerns(event);
        }
        Collection<EventTag> tags = selecting.get();
        List<Part> concerned =
                parts.stream().filter(part -> tags.containsAll(part.tags())).toList();
        if (concerned.isEmpty()) {
            throw LogReading.unattributed(tags);
        }
        return concerned.stream().anyMatch(part -> part.concerns(event));
    }

    /**
     * Returns the query that selects what is within.
     *
     * @throws IllegalStateException if nothing is, which no query says
     * @throws IllegalArgumentException if a class is not registered
     */
    public Query toQuery(EventTypes types) {
        if (isNone()) {
            throw new IllegalStateException(
                    "No query selects nothing. Ask isNone() first, and read nothing then.");
        }
        Set<QueryItem> items = new HashSet<>();
        for (Part part : parts) {
            Set<String> names = new HashSet<>();
            part.types().forEach(type -> names.addAll(types.storedNames(type)));
            items.add(new QueryItem(names, part.tags()));
        }
        return new Query(items);
    }

    /**
     * Events of some classes, OR-ed, with some tags, AND-ed. Immutable.
     *
     * @param types empty for any
     * @param tags empty for any
     */
    public record Part(Set<Class<?>> types, Set<EventTag> tags) {
        /** Copies both sets. */
        public Part {
            types = Set.copyOf(types);
            tags = Set.copyOf(tags);
        }

        boolean concerns(Object event) {
            return types.isEmpty() || types.stream().anyMatch(type -> type.isInstance(event));
        }
    }
}
