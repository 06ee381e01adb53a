package org.annals.processor.lock;

import org.annals.domain.EventType;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * How events of a class are stored: what the registry of event types says of it when an application
 * starts, which is the place that describes the rule. Immutable.
 */
record ElementNames(String name, int version, SortedSet<String> aliases, boolean isSecret) {
    private static final String INTERFACE_SUFFIX = "Event";

    static ElementNames of(TypeElement event) {
        Set<String> names = new LinkedHashSet<>(combined(event));
        String current = names.iterator().next();
        EventType own = event.getAnnotation(EventType.class);
        if (own != null) {
            if (!own.name().isEmpty()) {
                current = own.name();
                names.clear();
            }
            names.addAll(Arrays.asList(own.aliases()));
        }
        SortedSet<String> aliases = new TreeSet<>(names);
        aliases.remove(current);
        return new ElementNames(
                current, own == null ? 1 : own.version(), aliases, own != null && own.secret());
    }

    /** Returns every way to spell the enclosing types, before the simple name. */
    private static List<String> combined(TypeElement event) {
        Deque<TypeElement> enclosing = new ArrayDeque<>();
        Element outer = event.getEnclosingElement();
        while (outer instanceof TypeElement type) {
            enclosing.push(type);
            outer = type.getEnclosingElement();
        }
        List<String> spelled = List.of("");
        for (TypeElement each : enclosing) {
            List<String> segments = segments(each);
            spelled =
                    spelled.stream()
                            .flatMap(before -> segments.stream().map(before::concat))
                            .toList();
        }
        return spelled.stream().map(before -> before + event.getSimpleName()).toList();
    }

    private static List<String> segments(TypeElement enclosing) {
        EventType own = enclosing.getAnnotation(EventType.class);
        Set<String> segments = new LinkedHashSet<>();
        segments.add(
                own == null || own.name().isEmpty() ? defaultSegment(enclosing) : own.name() + '.');
        if (own != null) {
            for (String alias : own.aliases()) {
                segments.add(alias + '.');
            }
        }
        return List.copyOf(segments);
    }

    private static String defaultSegment(TypeElement enclosing) {
        String name = enclosing.getSimpleName().toString();
        if (enclosing.getKind().isInterface() && name.endsWith(INTERFACE_SUFFIX)) {
            name = name.substring(0, name.length() - INTERFACE_SUFFIX.length());
        }
        return name.isEmpty() ? "" : name + '.';
    }
}
