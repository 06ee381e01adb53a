package org.annals.jackson;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
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
}
