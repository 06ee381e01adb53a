package org.annals.domain;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Reads the tags that one component of an event gives. Immutable.
 *
 * @param component its name
 */
record TagReader(String component, String key, Accessor accessor, Texts texts) {
    private static final Set<Class<?>> AS_TEXT =
            Set.of(
                    String.class,
                    UUID.class,
                    BigInteger.class,
                    byte.class,
                    Byte.class,
                    short.class,
                    Short.class,
                    int.class,
                    Integer.class,
                    long.class,
                    Long.class);

    /** Says what texts a value stands for: none, one or several. */
    @FunctionalInterface
    interface Texts {
        void of(Object value, Consumer<String> each);
    }

    /**
     * Returns the readers of a class, in the order of its components.
     *
     * @throws IllegalArgumentException if a component cannot be a tag
     */
    static List<TagReader> of(Class<?> eventClass) {
        List<TagReader> readers = new ArrayList<>();
        if (eventClass.isRecord()) {
            for (RecordComponent each : eventClass.getRecordComponents()) {
                Tag tag = each.getAnnotation(Tag.class);
                if (tag != null) {
                    readers.add(of(each, tag));
                }
            }
        }
        return List.copyOf(readers);
    }

    private static TagReader of(RecordComponent component, Tag tag) {
        if (component.isAnnotationPresent(Personal.class)) {
            throw new IllegalArgumentException(
                    "Component '%s' of %s is @Personal and cannot be a @Tag, which is stored readably. Tag an id instead."
                            .formatted(
                                    component.getName(), component.getDeclaringRecord().getName()));
        }
        return new TagReader(
                component.getName(),
                EventTag.of(tag.value(), "").key(),
                Accessor.of(component, Tag.class),
                texts(component, component.getGenericType()));
    }

    void read(Object event, Consumer<EventTag> tags) {
        @Nullable Object value = accessor.read(event);
        if (value != null) {
            texts.of(value, text -> tags.accept(EventTag.of(key, text)));
        }
    }

    private static Texts texts(RecordComponent component, Type type) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == Optional.class) {
                Texts inner = texts(component, generic.getActualTypeArguments()[0]);
                return (value, each) -> ((Optional<?>) value).ifPresent(one -> inner.of(one, each));
            }
            if (Collection.class.isAssignableFrom(raw)) {
                Texts inner = texts(component, generic.getActualTypeArguments()[0]);
                return (value, each) ->
                        ((Collection<?>) value)
                                .stream()
                                        .filter(Objects::nonNull)
                                        .forEach(one -> inner.of(one, each));
            }
        }
        if (type instanceof Class<?> known) {
            if (AS_TEXT.contains(known)) {
                return (value, each) -> each.accept(value.toString());
            }
            if (known.isEnum()) {
                return (value, each) -> each.accept(((Enum<?>) value).name());
            }
            if (known.isRecord() && known.getRecordComponents().length == 1) {
                return texts(known.getRecordComponents()[0]);
            }
        }
        throw new IllegalArgumentException(
                "Component '%s' of %s cannot be a @Tag: it is a %s. Text, a UUID, an enum, a whole number, a record of one of these, and an Optional or a collection of them can."
                        .formatted(
                                component.getName(),
                                component.getDeclaringRecord().getName(),
                                type.getTypeName()));
    }

    /** Of a record around one value. */
    private static Texts texts(RecordComponent only) {
        Type type = only.getGenericType();
        boolean isValue = type instanceof Class<?> known && (isText(known) || known.isEnum());
        if (!isValue) {
            throw new IllegalArgumentException(
                    "A %s cannot be a @Tag: its component '%s' is neither text, a UUID, an enum nor a whole number."
                            .formatted(only.getDeclaringRecord().getName(), only.getName()));
        }
        Accessor accessor = Accessor.of(only, Tag.class);
        Texts inner = texts(only, type);
        return (value, each) -> {
            @Nullable Object one = accessor.read(value);
            if (one != null) {
                inner.of(one, each);
            }
        };
    }

    private static boolean isText(Class<?> known) {
        return AS_TEXT.contains(known);
    }
}
