package org.annals.jackson;

import org.annals.persistence.TranscodingException;

import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.json.JsonMapper;

import java.util.HashSet;
import java.util.Set;

/**
 * Looks through a class, before the first object of it is written, for what could not be read
 * again: Jackson would write almost anything. For one thread and one class.
 */
final class DecodableTypes {
    private final DeserializationContext context;
    private final Class<?> root;
    private final Set<JavaType> seen = new HashSet<>();

    private DecodableTypes(DeserializationContext context, Class<?> root) {
        this.context = context;
        this.root = root;
    }

    /**
     * Does nothing if objects of the class can be read again.
     *
     * @throws TranscodingException with the type that cannot and the path to it
     */
    static void require(JsonMapper mapper, Class<?> type) {
        try {
            new DecodableTypes(mapper._deserializationContext(), type)
                    .visit(mapper.constructType(type), "");
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
        if (type.isJavaLangObject()) {
            throw refused(type, path);
        }
        ValueDeserializer<?> reader = context.findNonContextualValueDeserializer(type);
        if (reader instanceof AbstractDeserializer) {
            visitChoices(type, path);
        } else if (reader instanceof BeanDeserializerBase bean) {
            visitProperties(type, bean, path);
        }
        if (type.isContainerType() || type.isReferenceType()) {
            visit(type.getContentType(), path + "[]");
        }
    }

    private void visitChoices(JavaType type, String path) {
        if (ClosedSet.is(type.getRawClass())) {
            for (Class<?> choice : ClosedSet.typesOf(type.getRawClass())) {
                visit(context.constructSpecializedType(type, choice), path);
            }
        } else if (context.findTypeDeserializer(type) == null) {
            throw refused(type, path);
        }
    }

    private void visitProperties(JavaType type, BeanDeserializerBase bean, String path) {
        if (!bean.getValueInstantiator().canInstantiate()) {
            throw refused(type, path);
        }
        bean.properties()
                .forEachRemaining(
                        property -> {
                            // A user who says how to read a component is taken at their word.
                            if (property.getAnnotation(JsonDeserialize.class) == null) {
                                String name = property.getName();
                                visit(
                                        property.getType(),
                                        path.isEmpty() ? name : path + "." + name);
                            }
                        });
    }

    private TranscodingException refused(JavaType type, String path) {
        return new TranscodingException(
                "%s cannot be encoded: '%s' is of type %s, which does not say what to read back. Use a record, a sealed interface of records or a value type of the JDK, or register the type in a Jackson module."
                        .formatted(root.getName(), path, type.getRawClass().getName()),
                null);
    }
}
