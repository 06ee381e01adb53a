package org.annals.jackson;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.module.SimpleKeyDeserializers;

/**
 * Readers of the keys of maps. Jackson writes the {@code toString()} of any key, and would read it
 * by whatever takes a text.
 */
final class KeyReaders extends SimpleKeyDeserializers {
    private static final long serialVersionUID = 1L;

    KeyReaders() {
        TextTypes.KEYS.forEach(type -> addDeserializer(type.type(), new OfText(type)));
    }

    @Override
    public @Nullable KeyDeserializer findKeyDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
        KeyDeserializer known = super.findKeyDeserializer(type, config, description);
        boolean isLeftToJackson =
                type.hasRawClass(String.class)
                        || type.isEnumImplType()
                        || isWrittenAsText(description.get());
        return known == null && !isLeftToJackson ? new Unknown() : known;
    }

    private static boolean isWrittenAsText(BeanDescription description) {
        AnnotatedMember value = description.findJsonValueAccessor();
        return value != null && value.getRawType() == String.class;
    }

    /** Stands for a type whose keys would not be read as they were. */
    static final class Unknown extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return context.reportInputMismatch(Object.class, "a key of an unknown type");
        }
    }

    private static final class OfText extends KeyDeserializer {
        private final TextType<?> type;

        OfText(TextType<?> type) {
            this.type = type;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            Object value = type.read(key);
            return value == null
                    ? context.reportInputMismatch(type.type(), "not as it is written")
                    : value;
        }
    }
}
