package org.annals.processor.lock;

import org.annals.domain.EventType;
import org.annals.processor.NamedElements;

import java.util.SequencedSet;
import java.util.SortedSet;
import java.util.TreeSet;

import javax.lang.model.element.TypeElement;

/**
 * How events of a class are stored: what the registry of event types says of it when an application
 * starts. Immutable.
 */
record ElementNames(String name, int version, SortedSet<String> aliases, boolean isSecret) {

    static ElementNames of(TypeElement event) {
        SequencedSet<String> names = NamedElements.storedNames(event);
        SortedSet<String> aliases = new TreeSet<>(names);
        aliases.remove(names.getFirst());
        EventType own = event.getAnnotation(EventType.class);
        return new ElementNames(
                names.getFirst(),
                own == null ? 1 : own.version(),
                aliases,
                own != null && own.secret());
    }
}
