package org.annals.persistence;

import org.annals.domain.EventType;
import org.annals.domain.NamedType;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names classes as {@link EventType} describes. */
final class StoredNames {
    private StoredNames() {}

    static EventTypes.StoredType typeOf(Class<?> eventClass) {
        List<NamedType> enclosing = new ArrayList<>();
        for (Class<?> c = eventClass.getEnclosingClass(); c != null; c = c.getEnclosingClass()) {
            enclosing.addFirst(named(c, annotationOfEnclosing(c)));
        }
        EventType own = eventClass.getAnnotation(EventType.class);
        Set<String> aliases = new LinkedHashSet<>(named(eventClass, own).storedNames(enclosing));
        String current = aliases.iterator().next();
        aliases.remove(current);
        return own == null
                ? new EventTypes.StoredType(eventClass, current, 1, aliases, false)
                : new EventTypes.StoredType(
                        eventClass, current, own.version(), aliases, own.secret());
    }

    private static NamedType named(Class<?> type, @Nullable EventType says) {
        return new NamedType(
                type.getSimpleName(),
                type.isInterface(),
                says == null ? "" : says.name(),
                says == null ? List.of() : List.of(says.aliases()));
    }

    private static @Nullable EventType annotationOfEnclosing(Class<?> type) {
        EventType says = type.getAnnotation(EventType.class);
        if (says != null && List.of(says.aliases()).stream().anyMatch(String::isBlank)) {
            throw new ConfigurationException(
                    "An alias of %s is blank. Leave it out.".formatted(type.getName()));
        }
        return says;
    }
}
