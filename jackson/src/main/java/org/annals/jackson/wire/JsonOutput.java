package org.annals.jackson.wire;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

import java.io.IOException;
import java.io.OutputStream;

/** Writes objects in UTF-8, always in the same bytes. Stateless. */
public final class JsonOutput {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(
                            StreamWriteFeature.AUTO_CLOSE_TARGET,
                            StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                    // Said, since the bytes are part of the format.
                    .disable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build();

    private JsonOutput() {}

    /** Writes the fields of an object. */
    @FunctionalInterface
    public interface Fields {
        /** Writes them, and neither begins nor ends the object. */
        void writeTo(JsonGenerator json);
    }

    /**
     * Writes an object. The stream is neither flushed nor closed.
     *
     * @throws IOException if the stream fails
     */
    public static void write(OutputStream out, Fields fields) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }
}
