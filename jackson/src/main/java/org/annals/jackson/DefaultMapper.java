package org.annals.jackson;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** The mapper that the package describes: exact on writing, strict and bounded on reading. */
final class DefaultMapper {
    static final int MAX_DEPTH = 100;
    static final int MAX_DIGITS = 100;
    static final int MAX_NAME = 256;

    /** The largest event that any setting allows, so that a lowered limit hides no history. */
    static final int MAX_DOCUMENT = 64 * 1024 * 1024;

    private DefaultMapper() {}

    static JsonMapper with(JacksonModule... modules) {
        return JsonMapper.builder(factory())
                .annotationIntrospector(new RecordIntrospector())
                .disable(
                        MapperFeature.ALLOW_COERCION_OF_SCALARS,
                        MapperFeature.SORT_CREATOR_PROPERTIES_FIRST,
                        MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                // A method of the record's own is no component, even if it is called getName.
                .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(
                        DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                        DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID,
                        DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                // What toString() says may change; a constant's name is the constant.
                .disable(
                        EnumFeature.READ_ENUMS_USING_TO_STRING,
                        EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .withCoercionConfigDefaults(DefaultMapper::refuseOtherShapes)
                .withCoercionConfig(
                        LogicalType.Float,
                        config ->
                                config.setCoercion(
                                        CoercionInputShape.Integer, CoercionAction.TryConvert))
                .addModule(StrictReading.module())
                .addModule(WriteBounds.module())
                .addModule(ErasableForm.module())
                .addModules(modules)
                .build();
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxNumberLength(MAX_DIGITS)
                                .maxNameLength(MAX_NAME)
                                .maxStringLength(MAX_DOCUMENT)
                                .maxDocumentLength(MAX_DOCUMENT)
                                .build())
                .streamWriteConstraints(
                        StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Bytes are UTF-8, and do not choose to be something else.
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .inputDecorator(new StrictUtf8())
                .build();
    }

    private static void refuseOtherShapes(MutableCoercionConfig config) {
        for (CoercionInputShape shape : CoercionInputShape.values()) {
            config.setCoercion(shape, CoercionAction.Fail);
        }
    }
}
