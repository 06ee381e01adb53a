package org.annals.persistence;

import org.annals.domain.EventType;
import org.annals.settings.ConfigurationException;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names classes as {@link EventType} describes. */
final class StoredNames {
    private static final String INTERFACE_SUFFIX = "Event";

    private StoredNames() {}

    static EventTypes.StoredType typeOf(Class<?> eventClass) {
        EventType own = eventClass.getAnnotation(EventType.class);
        Set<String> names = new LinkedHashSet<>(combined(eventClass));
        String current = names.iterator().next();
        names.remove(current);
        if (own == null) {
            return new EventTypes.StoredType(eventClass, current, 1, names, false);
        }
        if (!own.name().isEmpty()) {
            current = own.name();
            names.clear();
        }
        names.addAll(Arrays.asList(own.aliases()));
        return new EventTypes.StoredType(eventClass, current, own.version(), names, own.secret());
    }

    /** Every way to spell the enclosing types, before the simple name; the current one first. */
    private static List<String> combined(Class<?> eventClass) {
        Deque<Class<?>> enclosing = new ArrayDeque<>();
        for (Class<?> c = eventClass.getEnclosingClass(); c != null; c = c.getEnclosingClass()) {
            enclosing.push(c);
        }
        List<String> spelled = List.of("");
        for (Class<?> c : enclosing) {
            List<String> segments = segments(c);
            spelled =
                    spelled.stream()
                            .flatMap(before -> segments.stream().map(before::concat))
                            .toList();
        }
        return spelled.stream().map(before -> before + eventClass.getSimpleName()).toList();
    }

    private static List<String> segments(Class<?> enclosing) {
        EventType own = enclosing.getAnnotation(EventType.class);
        Set<String> segments = new LinkedHashSet<>();
        segments.add(
                own == null || own.name().isEmpty() ? defaultSegment(enclosing) : own.name() + '.');
        if (own != null) {
            for (String alias : own.aliases()) {
                if (alias.isBlank()) {
                    throw new ConfigurationException(
                            "An alias of %s is blank. Leave it out."
                                    .formatted(enclosing.getName()));
                }
                segments.add(alias + '.');
            }
        }
        return List.copyOf(segments);
    }

    private static String defaultSegment(Class<?> enclosing) {
        String name = enclosing.getSimpleName();
        if (enclosing.isInterface() && name.endsWith(INTERFACE_SUFFIX)) {
            name = name.substring(0, name.length() - INTERFACE_SUFFIX.length());
        }
        return name.isEmpty() ? "" : name + '.';
    }
}
