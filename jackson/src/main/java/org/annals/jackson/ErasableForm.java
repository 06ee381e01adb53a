package org.annals.jackson;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Erasable;
import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes an {@link Erasable} as its value, or as null if it was erased. One that is not a component
 * of the outermost record is refused: only those are made secret on the way to the log.
 */
final class ErasableForm {
    private ErasableForm() {}

    static JacksonModule module() {
        return new SimpleModule("annals-erasable")
                .addSerializer(new Writer(null))
                .addDeserializer(Erasable.class, new Reader(null));
    }

    private static final class Writer extends StdSerializer<Erasable<?>> {
        private final @Nullable BeanProperty property;

        Writer(@Nullable BeanProperty property) {
            super(Erasable.class);
            this.property = property;
        }

        @Override
        public ValueSerializer<?> createContextual(
                SerializationContext context, @Nullable BeanProperty component) {
            return new Writer(component);
        }

        @Override
        public void serialize(
                Erasable<?> value, JsonGenerator generator, SerializationContext context) {
            Object present = value.find().orElse(null);
            if (present == null) {
                generator.writeNull();
                return;
            }
            TokenStreamContext within = generator.streamWriteContext();
            boolean isComponent =
                    within.inObject() && requireNonNull(within.getParent(), "parent").inRoot();
            if (!isComponent || property == null) {
                context.reportBadDefinition(
                        Erasable.class,
                        "personal data is only made secret as a component of the event or state itself");
                return;
            }
            write(present, property, generator, context);
        }

        private static void write(
                Object present,
                BeanProperty property,
                JsonGenerator generator,
                SerializationContext context) {
            JavaType declared = property.getType().containedTypeOrUnknown(0);
            boolean isChoice = declared.isAbstract() && !declared.isContainerType();
            JavaType type =
                    isChoice
                            ? context.constructSpecializedType(declared, present.getClass())
                            : declared;
            ValueSerializer<Object> writer = context.findPrimaryPropertySerializer(type, property);
            TypeSerializer names = context.findTypeSerializer(declared);
            if (names == null) {
                writer.serialize(present, generator, context);
            } else {
                writer.serializeWithType(present, generator, context, names);
            }
        }
    }

    private static final class Reader extends StdDeserializer<Erasable<?>> {
        private final @Nullable ValueDeserializer<?> content;

        Reader(@Nullable ValueDeserializer<?> content) {
            super(Erasable.class);
            this.content = content;
        }

        @Override
        public ValueDeserializer<?> createContextual(
                DeserializationContext context, @Nullable BeanProperty property) {
            JavaType type = property == null ? context.getContextualType() : property.getType();
            return type == null
                    ? this
                    : new Reader(context.findRootValueDeserializer(type.containedTypeOrUnknown(0)));
        }

        @Override
        public Erasable<?> deserialize(JsonParser parser, DeserializationContext context) {
            Object value = requireNonNull(content, "content").deserialize(parser, context);
            return Erasable.of(value);
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return Erasable.erased();
        }
    }
}
