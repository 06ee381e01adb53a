package org.annals.jackson;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is written of the objects of a class, and what is read. */
final class Components {
    /** Change how a component is written, and not always how it is read. */
    private static final Set<Class<? extends Annotation>> FORMS =
            Set.of(
                    JsonAnyGetter.class,
                    JsonFormat.class,
                    JsonRawValue.class,
                    JsonSerialize.class,
                    JsonUnwrapped.class);

    private final Class<?> type;
    private final Map<String, PropertyWriter> written = new LinkedHashMap<>();
    private final Map<String, SettableBeanProperty> read = new LinkedHashMap<>();

    Components(Class<?> type, BeanSerializerBase writer, BeanDeserializerBase reader) {
        this.type = type;
        writer.properties().forEachRemaining(each -> written.put(each.getName(), each));
        reader.properties().forEachRemaining(each -> read.put(each.getName(), each));
    }

    List<SettableBeanProperty> read() {
        return List.copyOf(read.values());
    }

    /** Returns the name of one that is not read as it is written. */
    Optional<String> findUnreadable() {
        return Stream.of(neverWritten(), writtenInVain(), otherwiseWritten())
                .flatMap(names -> names)
                .findFirst();
    }

    private Stream<String> neverWritten() {
        Stream<String> components =
                type.isRecord()
                        ? Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getName)
                                .filter(name -> !isWritten(name))
                        : Stream.empty();
        return Stream.concat(
                components, read.keySet().stream().filter(name -> !written.containsKey(name)));
    }

    private boolean isWritten(String component) {
        return written.values().stream()
                .anyMatch(each -> each.getMember().getName().equals(component));
    }

    private Stream<String> writtenInVain() {
        return type.isAnnotationPresent(JsonIgnoreProperties.class)
                ? Stream.empty()
                : written.keySet().stream().filter(name -> !read.containsKey(name));
    }

    private Stream<String> otherwiseWritten() {
        return read.values().stream()
                // A user who says how to read a component is taken at their word.
                .filter(each -> each.getAnnotation(JsonDeserialize.class) == null)
                .filter(each -> isOtherwiseWritten(each, written.get(each.getName())))
                .map(SettableBeanProperty::getName);
    }

    private boolean isOtherwiseWritten(
            SettableBeanProperty reader, @Nullable PropertyWriter writer) {
        return writer != null
                && (FORMS.stream().anyMatch(each -> writer.getAnnotation(each) != null)
                        || isLeftOut(reader, writer));
    }

    /** Returns whether the component may be missing without need, or when it must not be. */
    private boolean isLeftOut(SettableBeanProperty reader, PropertyWriter writer) {
        JsonInclude own = writer.getAnnotation(JsonInclude.class);
        JsonInclude include = own == null ? type.getAnnotation(JsonInclude.class) : own;
        if (include == null) {
            return false;
        }
        return !isAlways(include.content())
                || switch (include.value()) {
                    case ALWAYS, USE_DEFAULTS -> false;
                    case NON_NULL, NON_ABSENT -> reader.isRequired();
                    case NON_EMPTY, NON_DEFAULT, CUSTOM -> true;
                };
    }

    private static boolean isAlways(JsonInclude.Include include) {
        return include == JsonInclude.Include.ALWAYS || include == JsonInclude.Include.USE_DEFAULTS;
    }
}
