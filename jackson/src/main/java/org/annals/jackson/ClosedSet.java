package org.annals.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

import org.annals.domain.SealedHierarchy;
import org.annals.persistence.TranscodingException;

import tools.jackson.databind.jsontype.NamedType;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types that a value of a sealed type may be, and the names by which JSON tells them apart. */
final class ClosedSet {
    /** Says that the property {@code @type} names the type, and that it may not be left out. */
    static final JsonTypeInfo.Value TYPE_INFO =
            JsonTypeInfo.Value.construct(
                    JsonTypeInfo.Id.NAME,
                    JsonTypeInfo.As.PROPERTY,
                    "@type",
                    null,
                    false,
                    true,
                    true);

    private ClosedSet() {}

    /** Returns whether a value of the type may be one of several types. */
    static boolean is(Class<?> type) {
        // An enum with bodies is sealed too, and so is java.time.ZoneId.
        return type.isSealed() && !type.isEnum() && !type.getName().startsWith("java.");
    }

    /** Returns the permitted types that can have values, at any depth. */
    static Set<Class<?>> typesOf(Class<?> sealed) {
        Set<Class<?>> types = new LinkedHashSet<>();
        try {
            for (Class<?> leaf : SealedHierarchy.leavesOf(sealed)) {
                // The constants of an enum that have bodies are classes without names.
                Class<?> enclosing = leaf.getEnclosingClass();
                types.add(enclosing != null && leaf.isAnonymousClass() ? enclosing : leaf);
            }
        } catch (IllegalArgumentException e) {
            throw new TranscodingException(String.valueOf(e.getMessage()), null);
        }
        return types;
    }

    /** Returns the permitted types with their names: simple names, unless annotated. */
    static List<NamedType> namesOf(Class<?> sealed) {
        Map<String, NamedType> named = new LinkedHashMap<>();
        for (Class<?> type : typesOf(sealed)) {
            JsonTypeName annotation = type.getAnnotation(JsonTypeName.class);
            String name = annotation == null ? type.getSimpleName() : annotation.value();
            NamedType other = named.putIfAbsent(name, new NamedType(type, name));
            if (other != null) {
                throw new TranscodingException(
                        "%s permits two types called '%s', %s and %s. Rename one of them, or give it a @JsonTypeName."
                                .formatted(
                                        sealed.getName(),
                                        name,
                                        other.getType().getName(),
                                        type.getName()),
                        null);
            }
        }
        return List.copyOf(named.values());
    }
}
