package org.annals.following;

import static java.util.Objects.requireNonNull;

import org.annals.application.Application;
import org.annals.application.NotificationLog;
import org.annals.dcb.Boundary;
import org.annals.domain.DomainEvent;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Mapper;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A log that is followed, and what is needed to read its events: its types and keys, which are its
 * own and not the follower's. May be shared between threads.
 */
public final class Upstream {
    private final String name;
    private final NotificationLog log;
    private final Mapper mapper;
    private volatile @Nullable Mapper ofLog;

    private Upstream(String name, NotificationLog log, Mapper mapper) {
        this.name = requireNonNull(name, "name");
        this.log = requireNonNull(log, "log");
        this.mapper = requireNonNull(mapper, "mapper");
    }

    /** Returns the log of an application in this process. */
    public static Upstream of(Application application) {
        return new Upstream(
                application.name(), application.notificationLog(), application.events().mapper());
    }

    /**
     * Returns a log that may be in another process, and need not be there yet.
     *
     * @param name the name of the application whose log it is
     * @param mapper with that application's types and keys, of any log
     */
    public static Upstream of(String name, NotificationLog log, Mapper mapper) {
        return new Upstream(name, log, mapper);
    }

    /** Returns the name under which its place is tracked. */
    public String name() {
        return name;
    }

    /** Returns the log. */
    public NotificationLog log() {
        return log;
    }

    /**
     * Returns all that a notification turns into, which may be nothing.
     *
     * @throws org.annals.persistence.UnknownEventTypeException if its name is not in the registry
     * @throws org.annals.persistence.UnreadableEventException if it cannot be read for any other
     *     reason
     */
    public List<DomainEvent<?>> toDomain(Notification notification) {
        return bound().toDomain(notification);
    }

    /** A log's id is fixed for life, and that of a log elsewhere is known once it was reached. */
    private Mapper bound() {
        Mapper known = ofLog;
        if (known == null) {
            known = mapper.ofLog(log.identity().logId());
            ofLog = known;
        }
        return known;
    }

    /**
     * Returns the query for the events of some classes, under every name by which they have been
     * stored; of no classes, everything matches. A class that this log does not know stands for its
     * own name, under which nothing is found.
     */
    public Query query(Collection<Class<?>> classes) {
        Set<String> names = new TreeSet<>();
        Set<Class<?>> known = mapper.types().eventClasses();
        for (Class<?> each : classes) {
            boolean isKnown = known.stream().anyMatch(each::isAssignableFrom);
            EventTypes types = isKnown ? mapper.types() : EventTypes.of(each);
            names.addAll(types.storedNames(each));
        }
        return Query.ofTypes(names.toArray(String[]::new));
    }

    /**
     * Returns the query for the events of some classes, likewise, that are within a boundary.
     *
     * @throws IllegalArgumentException if none of these classes is within it
     */
    public Query query(Collection<Class<?>> classes, Boundary within) {
        Set<QueryItem> items = new HashSet<>();
        for (Boundary.Part part : within.parts()) {
            Set<Class<?>> both = both(classes, part.types());
            boolean isOfAll = classes.isEmpty() && part.types().isEmpty();
            if (isOfAll || !both.isEmpty()) {
                query(both).items().forEach(item -> items.add(item.withTags(part.tags())));
            }
        }
        if (items.isEmpty()) {
            throw new IllegalArgumentException(
                    "Of the events %s none is within %s. Follow some that are."
                            .formatted(classes, within));
        }
        return new Query(items);
    }

    /** Returns the classes that are of both, where none stand for all. */
    private Set<Class<?>> both(Collection<Class<?>> classes, Set<Class<?>> types) {
        Set<Class<?>> both = new HashSet<>(types);
        if (!classes.isEmpty()) {
            both.clear();
            classes.forEach(each -> both.addAll(known(each)));
        }
        both.removeIf(
                each ->
                        !types.isEmpty()
                                && types.stream().noneMatch(type -> type.isAssignableFrom(each)));
        return both;
    }

    /** Returns the known classes that a class stands for, or itself if there are none. */
    private Set<Class<?>> known(Class<?> wide) {
        Set<Class<?>> found = new HashSet<>();
        for (Class<?> each : mapper.types().eventClasses()) {
            if (wide.isAssignableFrom(each)) {
                found.add(each);
            }
        }
        return found.isEmpty() ? Set.of(wide) : found;
    }

    @Override
    public String toString() {
        return "Upstream[%s]".formatted(name);
    }
}
