package org.annals.catalogue;

import org.annals.domain.NamedType;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The name and version under which events of a class are stored, by the rule of {@link
 * org.annals.domain.EventType}. Immutable.
 *
 * @param aliases in the order in which they are found
 */
record StoredName(String name, int version, List<String> aliases, boolean secret) {
    StoredName {
        aliases = List.copyOf(aliases);
    }

    /** Returns whether it is called so, or was. */
    boolean has(String called) {
        return name.equals(called) || aliases.contains(called);
    }

    static StoredName of(ClassFacts event, Classes classes) {
        List<NamedType> enclosing = new ArrayList<>();
        ClassFacts each = enclosing(event, classes);
        while (each != null) {
            enclosing.addFirst(named(each));
            each = enclosing(each, classes);
        }
        List<String> names = List.copyOf(named(event).storedNames(enclosing));
        List<String> aliases = names.subList(1, names.size());
        TypeAnnotation own = event.eventType();
        return own == null
                ? new StoredName(names.getFirst(), 1, aliases, false)
                : new StoredName(names.getFirst(), own.version(), aliases, own.secret());
    }

    private static @Nullable ClassFacts enclosing(ClassFacts of, Classes classes) {
        return of.enclosing() == null ? null : classes.find(of.enclosing());
    }

    private static NamedType named(ClassFacts type) {
        TypeAnnotation says = type.eventType();
        return new NamedType(
                type.simpleName(),
                type.isInterface(),
                says == null ? "" : says.name(),
                says == null ? List.of() : says.aliases());
    }
}
