package org.annals.jackson.transfer;

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

/** A line as an object of which nothing is taken for granted. For one thread. */
final class JsonLine {
    /** 64 MiB in base64 and all that an event has beside its data. */
    static final int LONGEST = 100 * 1024 * 1024;

    private static final int MAX_DEPTH = 3;
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
    private final long number;

    private JsonLine(JsonNode object, long number) {
        this.object = object;
        this.number = number;
    }

    /**
     * Returns the object that a line is.
     *
     * @throws MalformedLogFileException if it is none
     */
    static JsonLine of(byte[] line, long number) {
        try (Reader text =
                new InputStreamReader(
                        new ByteArrayInputStream(line),
                        UTF_8.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT))) {
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return new JsonLine(node, number);
            }
        } catch (JacksonException | IOException e) {
            // Neither it nor its cause goes on: they quote what they have read.
            throw MalformedLogFileException.of(number, "is no JSON object in UTF-8");
        }
        throw MalformedLogFileException.of(number, "is no JSON object in UTF-8");
    }

    boolean has(String field) {
        return object.has(field);
    }

    /** Requires that the object has these fields and no others. */
    void requireFields(Set<String> fields) {
        if (!fields.equals(Set.copyOf(object.propertyNames()))) {
            throw MalformedLogFileException.of(
                    number, "lacks a field of its kind, or has another one");
        }
    }

    String text(String field) {
        return text(field, object.path(field));
    }

    private String text(String field, JsonNode value) {
        if (!value.isString()) {
            throw malformed(field);
        }
        return value.stringValue();
    }

    long number(String field) {
        JsonNode value = object.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw malformed(field);
        }
        return value.longValue();
    }

    long notNegative(String field) {
        long value = number(field);
        if (value < 0) {
            throw malformed(field);
        }
        return value;
    }

    int smallNumber(String field) {
        long value = number(field);
        if (value != (int) value) {
            throw malformed(field);
        }
        return (int) value;
    }

    UUID id(String field) {
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

    byte[] bytes(String field) {
        try {
            return Base64.getDecoder().decode(text(field));
        } catch (IllegalArgumentException e) {
            throw malformed(field);
        }
    }

    List<String> texts(String field) {
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

    Map<String, String> textsByName(String field) {
        JsonNode value = object.path(field);
        if (!value.isObject()) {
            throw malformed(field);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        Collection<Map.Entry<String, JsonNode>> entries = value.properties();
        entries.forEach(entry -> texts.put(entry.getKey(), text(field, entry.getValue())));
        return texts;
    }

    private MalformedLogFileException malformed(String field) {
        return MalformedLogFileException.of(
                number, "has no such '%s' as the format asks for".formatted(field));
    }
}
