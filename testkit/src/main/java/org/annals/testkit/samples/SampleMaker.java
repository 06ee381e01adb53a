package org.annals.testkit.samples;

import org.annals.domain.Erasable;
import org.annals.domain.SealedHierarchy;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one event of a record class, the same each time: text is the name of its component,
 * whatever may be empty is not. Of a sealed type it takes the first that is permitted, and in a
 * list all. For one event.
 */
final class SampleMaker {
    // More, and the transcoder would refuse it.
    private static final int MAX_DEPTH = 100;

    private int number;
    private final Set<String> within = new HashSet<>();

    private SampleMaker() {}

    /**
     * Returns an event.
     *
     * @throws Unmade if a component is of another type, or the constructor refuses what is made
     */
    static Object make(Class<?> event) {
        return new SampleMaker().record(event, Map.of());
    }

    /** Nothing can be made; the message says why. */
    static final class Unmade extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unmade(String why) {
            super(why);
        }
    }

    private Object record(Class<?> type, Map<String, Type> bound) {
        if (!type.isRecord()) {
            throw new Unmade("%s is no record".formatted(type.getName()));
        }
        String key = bound.isEmpty() ? type.getTypeName() : type.getTypeName() + bound;
        if (within.size() == MAX_DEPTH || !within.add(key)) {
            throw new Unmade("%s has itself within".formatted(type.getName()));
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i].getGenericType(), components[i].getName(), bound);
        }
        within.remove(key);
        return made(type, components, values);
    }

    private static Object made(Class<?> type, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new Unmade(
                    "%s refuses %s: %s"
                            .formatted(type.getName(), Arrays.toString(values), e.getCause()));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new Unmade("%s cannot be constructed: %s".formatted(type.getName(), e));
        }
    }

    private Object value(Type type, String name, Map<String, Type> bound) {
        return switch (type) {
            case Class<?> known -> value(known, List.of(), name, bound);
            case ParameterizedType generic ->
                    value(
                            (Class<?>) generic.getRawType(),
                            List.of(generic.getActualTypeArguments()),
                            name,
                            bound);
            case WildcardType wildcard -> value(wildcard.getUpperBounds()[0], name, bound);
            case TypeVariable<?> variable ->
                    value(bound.getOrDefault(variable.getName(), Object.class), name, Map.of());
            default -> throw new Unmade("'%s' is of type %s".formatted(name, type));
        };
    }

    private Object value(
            Class<?> type, List<Type> arguments, String name, Map<String, Type> bound) {
        number++;
        Object simple = SampleValues.find(type, number);
        if (simple != null) {
            return simple;
        }
        if (type == String.class) {
            return name;
        }
        if (type == byte[].class) {
            return new byte[] {1, 2, (byte) number};
        }
        if (type.isEnum() && type.getEnumConstants().length > 0) {
            return type.getEnumConstants()[0];
        }
        List<Type> inner = arguments.stream().map(each -> resolved(each, bound)).toList();
        Object container = inner.isEmpty() ? null : container(type, inner, name);
        if (container != null) {
            return container;
        }
        if (type.isSealed() && !type.getName().startsWith("java.")) {
            return value(leaves(type).getFirst(), List.of(), name, Map.of());
        }
        if (type.isRecord()) {
            Map<String, Type> bindings = new HashMap<>();
            for (int i = 0; i < inner.size(); i++) {
                bindings.put(type.getTypeParameters()[i].getName(), inner.get(i));
            }
            return record(type, bindings);
        }
        throw new Unmade("'%s' is of type %s".formatted(name, type.getName()));
    }

    private static Type resolved(Type type, Map<String, Type> bound) {
        return type instanceof TypeVariable<?> variable
                ? bound.getOrDefault(variable.getName(), type)
                : type;
    }

    private @Nullable Object container(Class<?> type, List<Type> inner, String name) {
        Type element = inner.getFirst();
        if (type == Optional.class) {
            return elements(element, name).stream().findFirst();
        }
        if (type == Erasable.class) {
            return Erasable.of(value(element, name, Map.of()));
        }
        if (type.isAssignableFrom(ArrayList.class)) {
            return new ArrayList<>(elements(element, name));
        }
        if (type.isAssignableFrom(LinkedHashSet.class)) {
            return new LinkedHashSet<>(elements(element, name));
        }
        if (type.isAssignableFrom(LinkedHashMap.class)) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (Object each : elements(inner.getLast(), name)) {
                map.putIfAbsent(value(element, name, Map.of()), each);
            }
            return map;
        }
        return null;
    }

    /** Returns what a container has: nothing where it would have what it is within. */
    private List<Object> elements(Type type, String name) {
        if (type instanceof Class<?> sealed
                && sealed.isSealed()
                && !sealed.isEnum()
                && !sealed.getName().startsWith("java.")) {
            List<Object> all = new ArrayList<>();
            for (Class<?> leaf : leaves(sealed)) {
                if (!within.contains(leaf.getTypeName())) {
                    all.add(value(leaf, name, Map.of()));
                }
            }
            return all;
        }
        return within.contains(type.getTypeName())
                ? List.of()
                : List.of(value(type, name, Map.of()));
    }

    private static List<Class<?>> leaves(Class<?> sealed) {
        try {
            return List.copyOf(SealedHierarchy.leavesOf(sealed));
        } catch (IllegalArgumentException e) {
            throw new Unmade(String.valueOf(e.getMessage()));
        }
    }
}
