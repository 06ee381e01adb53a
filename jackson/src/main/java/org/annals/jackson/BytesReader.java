package org.annals.jackson;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

import java.util.Base64;

/** Reads bytes from base64 as it is written: padded, without spaces, without surplus bits. */
final class BytesReader extends StdScalarDeserializer<byte[]> {
    BytesReader() {
        super(byte[].class);
    }

    @Override
    public byte[] deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            String text = parser.getString();
            byte[] bytes = decoded(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        }
        return context.reportInputMismatch(this, "not as it is written");
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // Is not what any text but the empty one is.
            return new byte[0];
        }
    }
}
