package org.annals.processor.lock;

import org.annals.domain.EventType;
import org.annals.domain.NamedType;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedSet;
import java.util.SortedSet;
import java.util.TreeSet;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * How events of a class are stored: what the registry of event types says of it when an application
 * starts. Immutable.
 */
record ElementNames(String name, int version, SortedSet<String> aliases, boolean isSecret) {

    static ElementNames of(TypeElement event) {
        List<NamedType> enclosing = new ArrayList<>();
        Element outer = event.getEnclosingElement();
        while (outer instanceof TypeElement type) {
            enclosing.addFirst(named(type));
            outer = type.getEnclosingElement();
        }
        SequencedSet<String> names = named(event).storedNames(enclosing);
        SortedSet<String> aliases = new TreeSet<>(names);
        aliases.remove(names.getFirst());
        EventType own = event.getAnnotation(EventType.class);
        return new ElementNames(
                names.getFirst(),
                own == null ? 1 : own.version(),
                aliases,
                own != null && own.secret());
    }

    private static NamedType named(TypeElement type) {
        EventType says = type.getAnnotation(EventType.class);
        return new NamedType(
                type.getSimpleName().toString(),
                type.getKind().isInterface(),
                says == null ? "" : says.name(),
                says == null ? List.of() : List.of(says.aliases()));
    }
}
