package org.annals.processor.lock;

import org.annals.domain.EventType;
import org.annals.domain.NamedType;
import org.annals.processor.NamedElements;

import java.util.SequencedSet;
import java.util.SortedSet;
import java.util.TreeSet;

import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * How events of a class are stored: what the registry of event types says of it when an application
 * starts. Immutable.
 */
record ElementNames(String name, int version, SortedSet<String> aliases, boolean isSecret) {

    /**
     * Returns what the registry says.
     *
     * @throws IllegalArgumentException if it would refuse that
     */
    static ElementNames of(TypeElement event, Elements elements) {
        SequencedSet<String> names = NamedElements.storedNames(event);
        SortedSet<String> aliases = new TreeSet<>(names);
        aliases.remove(names.getFirst());
        EventType own = event.getAnnotation(EventType.class);
        int version = own == null ? 1 : own.version();
        String className = elements.getBinaryName(event).toString();
        NamedType.requireVersion(version, names.getFirst(), className);
        names.forEach(each -> NamedType.requireName(each, className));
        return new ElementNames(names.getFirst(), version, aliases, own != null && own.secret());
    }
}
