package org.annals.processor.lock;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * What annotations of the transcoder, or any {@code Nullable}, say of how something is stored; none
 * of them need be on the path. Stateless.
 */
final class TranscoderAnnotations {
    private static final String JSON = "com.fasterxml.jackson.annotation.";
    private static final List<String> TRANSCODERS =
            List.of(JSON, "tools.jackson.databind.annotation.");
    private static final String PROPERTY = JSON + "JsonProperty";
    private static final String TYPE_NAME = JSON + "JsonTypeName";
    private static final String IGNORED = JSON + "JsonIgnoreProperties";
    private static final String INSIDE = JSON + "JacksonAnnotationsInside";
    private static final String VALUE = "value";
    private static final String UNKNOWN = "ignoreUnknown";

    private TranscoderAnnotations() {}

    /** Returns whether something is annotated with any {@code Nullable}. */
    static boolean sayNullable(AnnotatedConstruct where) {
        return where.getAnnotationMirrors().stream()
                .anyMatch(
                        each ->
                                each.getAnnotationType()
                                        .asElement()
                                        .getSimpleName()
                                        .contentEquals("Nullable"));
    }

    /** Returns the name under which something is stored, if an annotation says it. */
    static @Nullable String storedName(List<? extends AnnotatedConstruct> places) {
        return text(places, PROPERTY);
    }

    /** Returns the name that tells a type from others, if an annotation says it. */
    static @Nullable String typeName(TypeElement type) {
        return text(List.of(type), TYPE_NAME);
    }

    static boolean ignoreUnknown(TypeElement type) {
        return mirrors(type, Set.of()).stream()
                .filter(each -> name(each).equals(IGNORED))
                .anyMatch(each -> "true".equals(values(each).get(UNKNOWN)));
    }

    private static @Nullable String text(List<? extends AnnotatedConstruct> places, String name) {
        for (AnnotatedConstruct place : places) {
            for (AnnotationMirror each : mirrors(place, Set.of())) {
                if (name(each).equals(name)) {
                    for (var value : each.getElementValues().entrySet()) {
                        if (value.getKey().getSimpleName().contentEquals(VALUE)
                                && value.getValue().getValue() instanceof String text
                                && !text.isEmpty()) {
                            return text;
                        }
                    }
                }
            }
        }
        return null;
    }

    /** Returns whatever else the transcoder's annotations say, as text. */
    static List<String> others(List<? extends AnnotatedConstruct> places) {
        var texts = new TreeSet<String>();
        for (AnnotatedConstruct place : places) {
            for (AnnotationMirror each : mirrors(place, Set.of())) {
                if (TRANSCODERS.stream().anyMatch(name(each)::startsWith)) {
                    add(each, texts);
                }
            }
        }
        return List.copyOf(texts);
    }

    /** Returns annotations, and those that an annotation of the user's stands for. */
    private static List<AnnotationMirror> mirrors(AnnotatedConstruct place, Set<Element> within) {
        List<AnnotationMirror> all = new ArrayList<>();
        for (AnnotationMirror each : place.getAnnotationMirrors()) {
            Element type = each.getAnnotationType().asElement();
            boolean isBundle =
                    !within.contains(type)
                            && type.getAnnotationMirrors().stream()
                                    .anyMatch(other -> name(other).equals(INSIDE));
            if (isBundle) {
                Set<Element> deeper = new HashSet<>(within);
                deeper.add(type);
                all.addAll(mirrors(type, deeper));
            } else if (!name(each).equals(INSIDE)) {
                all.add(each);
            }
        }
        return all;
    }

    private static void add(AnnotationMirror each, Set<String> texts) {
        Map<String, String> values = values(each);
        boolean isKnown =
                switch (name(each)) {
                    case PROPERTY, TYPE_NAME -> values.remove(VALUE) != null;
                    case IGNORED -> values.remove(UNKNOWN) != null;
                    default -> false;
                };
        if (!isKnown || !values.isEmpty()) {
            texts.add(text(each, values));
        }
    }

    private static String text(AnnotationMirror annotation, Map<String, String> values) {
        String name = "@" + annotation.getAnnotationType().asElement().getSimpleName();
        return values.isEmpty()
                ? name
                : values.entrySet().stream()
                        .map(each -> each.getKey() + " = " + each.getValue())
                        .collect(Collectors.joining(", ", name + "(", ")"));
    }

    private static Map<String, String> values(AnnotationMirror annotation) {
        Map<String, String> values = new TreeMap<>();
        annotation
                .getElementValues()
                .forEach(
                        (method, value) ->
                                values.put(method.getSimpleName().toString(), value.toString()));
        return values;
    }

    private static String name(AnnotationMirror annotation) {
        return ((TypeElement) annotation.getAnnotationType().asElement())
                .getQualifiedName()
                .toString();
    }
}
