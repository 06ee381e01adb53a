package org.annals.domain;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;

/** Finds what an aggregate class, or a superclass of it, gave as the type argument of Aggregate. */
final class EventArgument {
    private EventArgument() {}

    static Class<?> of(Class<?> aggregateClass) {
        Map<Type, Type> bound = new HashMap<>();
        for (Class<?> c = aggregateClass; c != Aggregate.class; c = c.getSuperclass()) {
            if (c.getGenericSuperclass() instanceof ParameterizedType parent) {
                TypeVariable<?>[] variables = c.getSuperclass().getTypeParameters();
                Type[] arguments = parent.getActualTypeArguments();
                for (int i = 0; i < variables.length; i++) {
                    bound.put(variables[i], bound.getOrDefault(arguments[i], arguments[i]));
                }
            }
        }
        Class<?> found = rawClass(bound.get(Aggregate.class.getTypeParameters()[0]));
        if (found == null) {
            throw new IllegalArgumentException(
                    "%s does not say which events it has. Let it extend Aggregate with the sealed interface of its events as type argument."
                            .formatted(aggregateClass.getName()));
        }
        return found;
    }

    private static @Nullable Class<?> rawClass(@Nullable Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return rawClass(parameterized.getRawType());
        }
        return type instanceof Class<?> c ? c : null;
    }
}
