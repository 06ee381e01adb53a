package org.annals.jackson;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.type.CollectionType;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a set in the order in which it was written, and refuses an element that comes twice. */
final class SetReader extends StdDeserializer<Set<?>> {
    private final CollectionType type;
    private final @Nullable ValueDeserializer<?> list;

    SetReader(CollectionType type) {
        this(type, null);
    }

    private SetReader(CollectionType type, @Nullable ValueDeserializer<?> list) {
        super(type);
        this.type = type;
        this.list = list;
    }

    /** Returns whether this class can read sets of the type. */
    static boolean reads(JavaType type) {
        Class<?> raw = type.getRawClass();
        return raw == EnumSet.class
                || (Set.class.isAssignableFrom(raw) && raw.isAssignableFrom(LinkedHashSet.class));
    }

    @Override
    public ValueDeserializer<?> createContextual(
            DeserializationContext context, @Nullable BeanProperty property) {
        JavaType listType =
                context.getTypeFactory()
                        .constructCollectionType(ArrayList.class, type.getContentType());
        return new SetReader(type, context.findContextualValueDeserializer(listType, property));
    }

    @Override
    public Set<?> deserialize(JsonParser parser, DeserializationContext context) {
        var elements = (List<?>) requireNonNull(list, "list").deserialize(parser, context);
        Set<Object> set = empty();
        set.addAll(elements);
        return set.size() == elements.size()
                ? set
                : context.reportInputMismatch(this, "an element comes twice");
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private Set<Object> empty() {
        return type.hasRawClass(EnumSet.class)
                ? (Set) EnumSet.noneOf((Class) type.getContentType().getRawClass())
                : new LinkedHashSet<>();
    }
}
