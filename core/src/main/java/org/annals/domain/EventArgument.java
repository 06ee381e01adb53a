package org.annals.domain;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;

/** Which events a class has: the type argument that it gave to its base class. Stateless. */
public final class EventArgument {
    private EventArgument() {}

    /**
     * Returns what a class, or a superclass of it, gave as the only type argument of a base class.
     *
     * @throws IllegalArgumentException if that is no class
     */
    public static <B> Class<?> of(Class<? extends B> type, Class<B> base) {
        Map<Type, Type> bound = new HashMap<>();
        for (Class<?> c = type; c != base; c = c.getSuperclass()) {
            if (c.getGenericSuperclass() instanceof ParameterizedType parent) {
                TypeVariable<?>[] variables = c.getSuperclass().getTypeParameters();
                Type[] arguments = parent.getActualTypeArguments();
                for (int i = 0; i < variables.length; i++) {
                    bound.put(variables[i], bound.getOrDefault(arguments[i], arguments[i]));
                }
            }
        }
        Class<?> found = rawClass(bound.get(base.getTypeParameters()[0]));
        if (found == null) {
            throw new IllegalArgumentException(
                    "%s does not say which events it has. Let it extend %s with the sealed interface of its events as type argument."
                            .formatted(type.getName(), base.getSimpleName()));
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
