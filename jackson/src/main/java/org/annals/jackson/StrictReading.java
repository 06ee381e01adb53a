package org.annals.jackson;

import com.fasterxml.jackson.annotation.JsonFormat;

import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads what Jackson would read in more than one form only in the one that is written. Modules of
 * the user's, which come later, win.
 */
final class StrictReading {
    /** What is left to Jackson, which reads it from the one form in which it writes it. */
    private static final Set<Class<?>> LEFT_TO_JACKSON =
            Set.of(
                    boolean.class,
                    char.class,
                    short.class,
                    int.class,
                    long.class,
                    Boolean.class,
                    Character.class,
                    Short.class,
                    Integer.class,
                    Long.class,
                    BigInteger.class,
                    BigDecimal.class,
                    String.class,
                    Optional.class,
                    OptionalInt.class,
                    OptionalLong.class,
                    List.class,
                    ArrayList.class,
                    Map.class,
                    HashMap.class,
                    LinkedHashMap.class,
                    EnumMap.class);

    private StrictReading() {}

    static JacksonModule module() {
        var module = new SimpleModule("annals-strict-reading");
        TextTypes.VALUES.forEach(type -> add(module, type));
        module.setKeyDeserializers(new KeyReaders());
        NumberReaders.addTo(module);
        return module.addDeserializer(byte[].class, new BytesReader())
                .setDeserializerModifier(new Modifier());
    }

    private static <T> void add(SimpleModule module, TextType<T> type) {
        module.addDeserializer(type.type(), new TextReader<>(type));
    }

    /** Returns whether what a reader returns is what was written, or a user says so. */
    static boolean isExact(Object reader, JavaType type) {
        return reader instanceof ExactEnum
                ? hasOneForm(type)
                : !isJacksons(reader) || LEFT_TO_JACKSON.contains(type.getRawClass());
    }

    /** Returns whether no annotation chooses another form for all values of a type. */
    static boolean hasOneForm(JavaType type) {
        return !type.getRawClass().isAnnotationPresent(JsonFormat.class);
    }

    /** Returns whether Jackson chose how to read a type, and neither this module nor the user. */
    static boolean isJacksons(Object reader) {
        return reader.getClass().getName().startsWith("tools.jackson.databind.")
                // A converter is the user's.
                && !(reader instanceof StdConvertingDeserializer);
    }

    /** Replaces readers of Jackson that depend on the type of the content. */
    private static final class Modifier extends ValueDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public ValueDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config,
                JavaType type,
                BeanDescription.Supplier description,
                ValueDeserializer<?> reader) {
            return isJacksons(reader) ? new ExactEnum(reader) : reader;
        }

        @Override
        public ValueDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription.Supplier description,
                ValueDeserializer<?> reader) {
            return isJacksons(reader) && SetReader.reads(type) ? new SetReader(type) : reader;
        }

        @Override
        public ValueDeserializer<?> modifyMapDeserializer(
                DeserializationConfig config,
                MapType type,
                BeanDescription.Supplier description,
                ValueDeserializer<?> reader) {
            return isJacksons(reader) && DistinctKeys.reads(type)
                    ? new DistinctKeys(reader)
                    : reader;
        }
    }
}
