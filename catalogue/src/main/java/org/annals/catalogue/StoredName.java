package org.annals.catalogue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The name and version under which events of a class are stored, by the rule of {@link
 * org.annals.domain.EventType}. Immutable.
 *
 * @param aliases in the order in which they are found
 */
record StoredName(String name, int version, List<String> aliases, boolean secret) {
    private static final String INTERFACE_SUFFIX = "Event";

    StoredName {
        aliases = List.copyOf(aliases);
    }

    /** Returns whether it is called so, or was. */
    boolean has(String called) {
        return name.equals(called) || aliases.contains(called);
    }

    static StoredName of(ClassFacts event, Classes classes) {
        TypeAnnotation own = event.eventType();
        Set<String> names = new LinkedHashSet<>(combined(event, classes));
        String current = names.iterator().next();
        names.remove(current);
        if (own == null) {
            return new StoredName(current, 1, List.copyOf(names), false);
        }
        if (!own.name().isEmpty()) {
            current = own.name();
            names.clear();
        }
        names.addAll(own.aliases());
        return new StoredName(current, own.version(), List.copyOf(names), own.secret());
    }

    /** Every way to spell the enclosing types, before the simple name; the current one first. */
    private static List<String> combined(ClassFacts event, Classes classes) {
        Deque<ClassFacts> enclosing = new ArrayDeque<>();
        ClassFacts each = enclosing(event, classes);
        while (each != null) {
            enclosing.push(each);
            each = enclosing(each, classes);
        }
        List<String> spelled = List.of("");
        for (ClassFacts part : enclosing) {
            List<String> segments = segments(part);
            spelled =
                    spelled.stream()
                            .flatMap(before -> segments.stream().map(before::concat))
                            .toList();
        }
        return spelled.stream().map(before -> before + event.simpleName()).toList();
    }

    private static @Nullable ClassFacts enclosing(ClassFacts of, Classes classes) {
        return of.enclosing() == null ? null : classes.find(of.enclosing());
    }

    private static List<String> segments(ClassFacts enclosing) {
        TypeAnnotation own = enclosing.eventType();
        Set<String> segments = new LinkedHashSet<>();
        segments.add(own == null || own.name().isEmpty() ? segment(enclosing) : own.name() + '.');
        if (own != null) {
            own.aliases().forEach(alias -> segments.add(alias + '.'));
        }
        return List.copyOf(segments);
    }

    private static String segment(ClassFacts enclosing) {
        String name = enclosing.simpleName();
        if (enclosing.isInterface() && name.endsWith(INTERFACE_SUFFIX)) {
            name = name.substring(0, name.length() - INTERFACE_SUFFIX.length());
        }
        return name.isEmpty() ? "" : name + '.';
    }
}
