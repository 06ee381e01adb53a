package org.annals.jackson.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * An object of which nothing is taken for granted. What is wrong with it is thrown as whoever reads
 * it says, and never quotes what was read. For one thread.
 */
public final class JsonObject {
    /** 64 MiB in base64 and all that an event has beside its data. */
    public static final int LONGEST = 100 * 1024 * 1024;

    private static final int MAX_DEPTH = 5;
    private static final int MAX_DIGITS = 20;
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxNumberLength(MAX_DIGITS)
                                                    .maxNameLength(LONGEST)
                                                    .maxStringLength(LONGEST)
                                                    .maxDocumentLength(LONGEST)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final JsonNode object;
    private final Function<String, ? extends RuntimeException> malformed;

    private JsonObject(JsonNode object, Function<String, ? extends RuntimeException> malformed) {
        this.object = object;
        this.malformed = malformed;
    }

    /**
     * Returns the object that some bytes are, or throws what is made of the problem with it.
     *
     * @param malformed makes an exception of words that follow the name of what was read
     */
    public static JsonObject parse(
            byte[] bytes, Function<String, ? extends RuntimeException> malformed) {
        try (Reader text =
                new InputStreamReader(
                        new ByteArrayInputStream(bytes),
                        UTF_8.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT))) {
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return new JsonObject(node, malformed);
            }
        } catch (JacksonException | IOException e) {
            // Neither it nor its cause goes on: they quote what they have read.
            throw malformed.apply("is no JSON object in UTF-8");
        }
        throw malformed.apply("is no JSON object in UTF-8");
    }

    /** Returns whether there is a field of this name. */
    public boolean has(String field) {
        return object.has(field);
    }

    /** Requires that the object has these fields and no others. */
    public void requireFields(Set<String> fields) {
        if (!fields.equals(Set.copyOf(object.propertyNames()))) {
            throw malformed.apply("lacks a field of its kind, or has another one");
        }
    }

    /** Returns the text of a field. */
    public String text(String field) {
        return text(field, object.path(field));
    }

    private String text(String field, JsonNode value) {
        if (!value.isString()) {
            throw malformed(field);
        }
        return value.stringValue();
    }

    /** Returns the whole number of a field. */
    public long number(String field) {
        JsonNode value = object.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw malformed(field);
        }
        return value.longValue();
    }

    /** Returns the whole number of a field, which must not be negative. */
    public long notNegative(String field) {
        long value = number(field);
        if (value < 0) {
            throw malformed(field);
        }
        return value;
    }

    /** Returns the whole number of a field, which must be an {@code int}. */
    public int smallNumber(String field) {
        long value = number(field);
        if (value != (int) value) {
            throw malformed(field);
        }
        return (int) value;
    }

    /** Returns the id of a field, written as it is written here. */
    public UUID id(String field) {
        String text = text(field);
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw malformed(field);
        }
        throw malformed(field);
    }

    /** Returns the bytes of a field, written in base64. */
    public byte[] bytes(String field) {
        try {
            return Base64.getDecoder().decode(text(field));
        } catch (IllegalArgumentException e) {
            throw malformed(field);
        }
    }

    /** Returns the texts of an array. */
    public List<String> texts(String field) {
        JsonNode value = object.path(field);
        if (!value.isArray()) {
            throw malformed(field);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : value) {
            texts.add(text(field, each));
        }
        return texts;
    }

    /** Returns the texts of an object, by name. */
    public Map<String, String> textsByName(String field) {
        JsonNode value = object.path(field);
        if (!value.isObject()) {
            throw malformed(field);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        Collection<Map.Entry<String, JsonNode>> entries = value.properties();
        entries.forEach(entry -> texts.put(entry.getKey(), text(field, entry.getValue())));
        return texts;
    }

    /** Returns the objects of an array. */
    public List<JsonObject> objects(String field) {
        JsonNode value = object.path(field);
        if (!value.isArray()) {
            throw malformed(field);
        }
        List<JsonObject> objects = new ArrayList<>();
        for (JsonNode each : value) {
            if (!each.isObject()) {
                throw malformed(field);
            }
            objects.add(new JsonObject(each, malformed));
        }
        return objects;
    }

    private RuntimeException malformed(String field) {
        return malformed.apply("has no such '%s' as the format asks for".formatted(field));
    }
}
