package org.annals.jackson;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.annals.domain.Erasable;
import org.annals.persistence.TranscodingException;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.ser.bean.BeanSerializerBase;
import tools.jackson.databind.ser.jackson.JsonValueSerializer;

import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks through a class, before the first object of it is written or read, for what could not be
 * read again as it was: Jackson would write almost anything. For one thread and one class.
 */
final class DecodableTypes {
    private final DeserializationContext reading;
    private final SerializationContext writing;
    private final Class<?> root;
    private final Set<JavaType> seen = new HashSet<>();

    private DecodableTypes(JsonMapper mapper, Class<?> root) {
        this.reading = mapper._deserializationContext();
        this.writing = mapper._serializationContext();
        this.root = root;
    }

    /**
     * Does nothing if objects of the class can be read again.
     *
     * @throws TranscodingException with the type that cannot and the path to it
     */
    static void require(JsonMapper mapper, Class<?> type) {
        try {
            new DecodableTypes(mapper, type).visit(mapper.constructType(type), "");
        } catch (TranscodingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Fault.onDefinition(type, e);
        }
    }

    private void visit(JavaType type, String path) {
        if (!seen.add(type)) {
            return;
        }
        requireNoClassNames(reading.findTypeDeserializer(type), type, path);
        ValueDeserializer<?> reader = reading.findNonContextualValueDeserializer(type);
        if (reader instanceof AbstractDeserializer) {
            visitChoices(type, path);
        } else if (reader instanceof BeanDeserializerBase bean) {
            visitObject(type, bean, path);
        } else if (!StrictReading.isExact(reader, type)) {
            throw refused(type, path);
        }
        if (type.hasRawClass(Erasable.class)) {
            visit(type.containedTypeOrUnknown(0), path);
        }
        if (type.isMapLikeType()) {
            visitKey(type.getKeyType(), path);
        }
        if (type.isContainerType() || type.isReferenceType()) {
            visitContent(type, path);
        }
    }

    /** Requires that stored bytes choose a type by a name out of a closed set. */
    private void requireNoClassNames(@Nullable TypeDeserializer names, JavaType type, String path) {
        JsonTypeInfo.Id id = names == null ? null : names.getTypeIdResolver().getMechanism();
        if (id == JsonTypeInfo.Id.CLASS || id == JsonTypeInfo.Id.MINIMAL_CLASS) {
            throw refused(type, path);
        }
    }

    private void visitChoices(JavaType type, String path) {
        Class<?> raw = type.getRawClass();
        if (ClosedSet.is(raw)) {
            ClosedSet.typesOf(raw).forEach(choice -> visitChoice(type, choice, path));
        } else if (reading.findTypeDeserializer(type) != null) {
            reading
                    .getConfig()
                    .getSubtypeResolver()
                    .collectAndResolveSubtypesByTypeId(
                            reading.getConfig(), reading.introspectClassAnnotations(type))
                    .stream()
                    .map(NamedType::getType)
                    .filter(choice -> choice != raw)
                    .forEach(choice -> visitChoice(type, choice, path));
        } else {
            throw refused(type, path);
        }
    }

    private void visitChoice(JavaType type, Class<?> choice, String path) {
        visit(reading.constructSpecializedType(type, choice), path);
    }

    private void visitObject(JavaType type, BeanDeserializerBase reader, String path) {
        ValueInstantiator maker = reader.getValueInstantiator();
        if (!type.isRecordType() && StrictReading.isJacksons(maker) && !saysHowToBeMade(type)) {
            throw refused(type, path);
        }
        ValueSerializer<?> writer = writing.findValueSerializer(type);
        if (writer instanceof JsonValueSerializer && !maker.canCreateFromObjectWith()) {
            // Other values are made from a scalar, which needs no visit.
            if (maker.canCreateUsingDelegate()) {
                visit(maker.getDelegateType(reading.getConfig()), path);
            }
        } else if (writer instanceof BeanSerializerBase bean && StrictReading.hasOneForm(type)) {
            visitComponents(new Components(type.getRawClass(), bean, reader), path);
        } else {
            throw refused(type, path);
        }
    }

    private static boolean saysHowToBeMade(JavaType type) {
        Class<?> raw = type.getRawClass();
        return raw.isAnnotationPresent(JsonDeserialize.class)
                || Stream.<Executable>concat(
                                Arrays.stream(raw.getDeclaredConstructors()),
                                Arrays.stream(raw.getDeclaredMethods()))
                        .anyMatch(each -> each.isAnnotationPresent(JsonCreator.class));
    }

    private void visitComponents(Components components, String path) {
        components
                .findUnreadable()
                .ifPresent(
                        name -> {
                            throw refused(
                                    path(path, name),
                                    "is not read as it is written. Leave out what Jackson's annotations change about it");
                        });
        for (SettableBeanProperty component : components.read()) {
            // A user who says how to read a component is taken at their word.
            if (component.getAnnotation(JsonDeserialize.class) == null) {
                String inner = path(path, component.getName());
                requireNoClassNames(
                        component.getValueTypeDeserializer(), component.getType(), inner);
                visit(component.getType(), inner);
            }
        }
    }

    private void visitKey(JavaType type, String path) {
        if (reading.findKeyDeserializer(type, null) instanceof KeyReaders.Unknown) {
            throw refused(type, path + "[key]");
        }
    }

    private void visitContent(JavaType type, String path) {
        JavaType content = type.getContentType();
        if (type.isReferenceType() && RecordIntrospector.isOptional(content.getRawClass())) {
            throw refused(
                    path,
                    "is an Optional in an Optional, and both are null if they are empty. Use a sealed interface of records");
        }
        visit(content, path + "[]");
    }

    private static String path(String outer, String name) {
        return outer.isEmpty() ? name : outer + "." + name;
    }

    private TranscodingException refused(JavaType type, String path) {
        return refused(
                path,
                "is of type %s, which is not certain to be read back as it was. Use a record, a sealed interface of records, a List, Set or Map, or a value type such as UUID and Instant"
                        .formatted(type.getRawClass().getName()));
    }

    private TranscodingException refused(String path, String reason) {
        return new TranscodingException(
                "%s cannot be encoded or decoded: %s %s, or register the type in a Jackson module."
                        .formatted(
                                root.getName(), path.isEmpty() ? "it" : "'" + path + "'", reason),
                null);
    }
}
