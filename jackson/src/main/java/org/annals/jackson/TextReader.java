package org.annals.jackson;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a value from its text, and from nothing else. Immutable. */
final class TextReader<T> extends StdScalarDeserializer<T> {
    private final TextType<T> type;

    TextReader(TextType<T> type) {
        super(type.type());
        this.type = type;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
        T value = parser.hasToken(JsonToken.VALUE_STRING) ? type.read(parser.getString()) : null;
        return value == null ? context.reportInputMismatch(this, "not as it is written") : value;
    }

    /** Reads a key of a map in the same way. Immutable. */
    static final class OfKeys extends KeyDeserializer {
        private final TextType<?> type;

        OfKeys(TextType<?> type) {
            this.type = type;
        }

        @Override
        public @Nullable Object deserializeKey(String key, DeserializationContext context) {
            Object value = type.read(key);
            return value == null
                    ? context.reportInputMismatch(type.type(), "not as it is written")
                    : value;
        }
    }
}
