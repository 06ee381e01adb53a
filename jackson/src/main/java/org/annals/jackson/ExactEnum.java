package org.annals.jackson;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/** Reads a constant of an enum from its name, and not from its name between spaces. */
final class ExactEnum extends DelegatingDeserializer {
    ExactEnum(ValueDeserializer<?> reader) {
        super(reader);
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> reader) {
        return new ExactEnum(reader);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
        return parser.hasToken(JsonToken.VALUE_STRING) && isPadded(parser.getString())
                ? context.reportInputMismatch(this, "not as it is written")
                : super.deserialize(parser, context);
    }

    private static boolean isPadded(String text) {
        return !text.isEmpty() && (text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ');
    }
}
