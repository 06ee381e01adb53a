package org.annals.catalogue;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which events classes have: the type arguments that they gave to their base. Immutable. */
final class EventArguments {
    private final Classes classes;

    EventArguments(Classes classes) {
        this.classes = classes;
    }

    /** Returns the type that a class gave to its base as that of its events, or null. */
    @Nullable String of(String name) {
        Library.Base base = classes.baseOf(name);
        return base == null || base.events() < 0 ? null : argument(name, base, base.events());
    }

    /** Returns the type of its state that a class gave to its base, or null. */
    @Nullable String stateOf(String name) {
        Library.Base base = classes.baseOf(name);
        return base == null || base.events() < 1 ? null : argument(name, base, base.events() - 1);
    }

    private @Nullable String argument(String name, Library.Base base, int index) {
        TypeUse found = find(name, List.of(), base, index, new HashSet<>());
        return found instanceof TypeUse.OfClass(var type, var arguments) ? type : null;
    }

    private @Nullable TypeUse find(
            String name,
            List<TypeUse> arguments,
            Library.Base base,
            int index,
            Set<String> visited) {
        if (name.equals(base.name())) {
            return index < arguments.size() ? arguments.get(index) : null;
        }
        ClassFacts facts = classes.find(name);
        if (facts == null || !visited.add(name)) {
            return null;
        }
        Map<String, TypeUse> bound = new HashMap<>();
        List<String> variables = facts.supertypes().variables();
        for (int i = 0; i < Math.min(variables.size(), arguments.size()); i++) {
            bound.put(variables.get(i), arguments.get(i));
        }
        for (TypeUse.OfClass each : facts.supertypes().types()) {
            List<TypeUse> given =
                    each.arguments().stream().map(argument -> resolved(argument, bound)).toList();
            TypeUse found = find(each.name(), given, base, index, visited);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static TypeUse resolved(TypeUse type, Map<String, TypeUse> bound) {
        return type instanceof TypeUse.Variable(var name) ? bound.getOrDefault(name, type) : type;
    }
}
