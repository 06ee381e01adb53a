package org.annals.jackson;

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

/**
 * Reads what Jackson would read in more than one form only in the one that is written. Modules of
 * the user's, which come later, win.
 */
final class StrictReading {
    private StrictReading() {}

    static JacksonModule module() {
        var module = new SimpleModule("annals-strict-reading");
        TextTypes.VALUES.forEach(type -> add(module, type));
        TextTypes.KEYS.forEach(
                type -> module.addKeyDeserializer(type.type(), new TextReader.OfKeys(type)));
        NumberReaders.addTo(module);
        return module.addDeserializer(byte[].class, new BytesReader())
                .setDeserializerModifier(new Modifier());
    }

    private static <T> void add(SimpleModule module, TextType<T> type) {
        module.addDeserializer(type.type(), new TextReader<>(type));
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
