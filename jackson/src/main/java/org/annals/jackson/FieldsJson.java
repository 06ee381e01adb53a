package org.annals.jackson;

import org.annals.persistence.Fields;
import org.annals.persistence.TranscodingException;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as fields and back, every digit kept. Immutable. */
final class FieldsJson {
    private final ObjectReader reader;
    private final ObjectWriter writer;

    FieldsJson(JsonMapper mapper) {
        this.reader =
                mapper.readerFor(JsonNode.class)
                        .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
        this.writer = mapper.writer();
    }

    Fields read(byte[] json) {
        JsonNode root = reader.readValue(json);
        if (!root.isObject()) {
            throw new TranscodingException("The JSON is no object, so it has no fields.", null);
        }
        return fields(root);
    }

    private static Fields fields(JsonNode object) {
        Fields fields = Fields.empty();
        object.properties().forEach(each -> fields.put(each.getKey(), value(each.getValue())));
        return fields;
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> fields(node);
            case ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                node.forEach(each -> elements.add(value(each)));
                yield elements;
            }
            case STRING -> node.stringValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.isIntegralNumber() ? node.bigIntegerValue() : node.decimalValue();
            case NULL -> null;
            case BINARY, MISSING, POJO ->
                    throw new TranscodingException(
                            "The JSON has a node of type %s.".formatted(node.getNodeType()), null);
        };
    }

    byte[] written(Fields fields) {
        return writer.writeValueAsBytes(map(fields));
    }

    private static Map<String, @Nullable Object> map(Fields fields) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        fields.names().forEach(name -> map.put(name, written(fields.get(name))));
        return map;
    }

    private static @Nullable Object written(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Fields fields -> map(fields);
            case List<?> list -> {
                List<@Nullable Object> elements = new ArrayList<>();
                list.forEach(each -> elements.add(written(each)));
                yield elements;
            }
            default -> value;
        };
    }
}
