package org.annals.catalogue;

import org.annals.domain.EventSourced;
import org.annals.domain.EventType;
import org.annals.domain.Tag;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads class files. Stateless. */
final class ClassFileReader {
    private static final String DOMAIN = Type.getDescriptor(Tag.class).replace("Tag;", "");

    private ClassFileReader() {}

    /**
     * Reads a class file.
     *
     * @param where for messages
     * @throws IllegalArgumentException if it is none that can be read
     */
    static ClassFacts read(String where, byte[] bytes) {
        var node = new ClassNode();
        try {
            new ClassReader(bytes).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return factsOf(node);
        } catch (RuntimeException | AnalyzerException e) {
            // Whatever is wrong in the bytes turns up as some exception of the library's.
            throw new IllegalArgumentException(
                    "'%s' cannot be read as a class file (%s). Compile it anew, or leave it out."
                            .formatted(where, e.getMessage()),
                    e);
        }
    }

    private static ClassFacts factsOf(ClassNode node) throws AnalyzerException {
        String simpleName = node.name.substring(node.name.lastIndexOf('/') + 1);
        String enclosing = node.outerClass;
        for (InnerClassNode each : node.innerClasses) {
            if (each.name.equals(node.name)) {
                simpleName = Objects.requireNonNullElse(each.innerName, "");
                enclosing = each.outerName == null ? enclosing : each.outerName;
            }
        }
        List<MethodFacts> methods = new ArrayList<>();
        for (MethodNode each : node.methods) {
            methods.add(Code.of(node.name, each));
        }
        return new ClassFacts(
                node.name,
                node.access,
                simpleName,
                enclosing,
                Supertypes.of(node.signature, node.superName, node.interfaces),
                orNone(node.permittedSubclasses),
                components(node),
                eventType(node),
                find(EventSourced.class, annotations(node)) != null,
                staticFields(node),
                methods);
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static List<AnnotationNode> annotations(ClassNode node) {
        return Stream.of(node.visibleAnnotations, node.invisibleAnnotations)
                .flatMap(each -> orNone(each).stream())
                .toList();
    }

    private static @Nullable AnnotationNode find(Class<?> type, List<AnnotationNode> all) {
        String descriptor = Type.getDescriptor(type);
        return all.stream().filter(each -> each.desc.equals(descriptor)).findFirst().orElse(null);
    }

    private static @Nullable TypeAnnotation eventType(ClassNode node) {
        AnnotationNode annotation = find(EventType.class, annotations(node));
        if (annotation == null) {
            return null;
        }
        Map<String, Object> values = values(annotation);
        List<String> aliases = new ArrayList<>();
        if (values.get("aliases") instanceof List<?> all) {
            all.forEach(each -> aliases.add(String.valueOf(each)));
        }
        return new TypeAnnotation(
                String.valueOf(values.getOrDefault("name", "")),
                values.get("version") instanceof Integer version ? version : 1,
                aliases,
                Boolean.TRUE.equals(values.get("secret")));
    }

    private static Map<String, Object> values(AnnotationNode annotation) {
        Map<String, Object> values = new HashMap<>();
        List<Object> pairs = orNone(annotation.values);
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            values.put(String.valueOf(pairs.get(i)), pairs.get(i + 1));
        }
        return values;
    }

    private static List<ComponentFacts> components(ClassNode node) {
        List<ComponentFacts> components = new ArrayList<>();
        if (node.recordComponents != null) {
            for (RecordComponentNode each : node.recordComponents) {
                components.add(
                        component(
                                each.name,
                                TypeUseReader.of(each.descriptor, each.signature),
                                orNone(each.visibleAnnotations)));
            }
            return components;
        }
        for (FieldNode each : node.fields) {
            if ((each.access & (Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC)) == 0) {
                components.add(
                        component(
                                each.name, TypeUseReader.of(each.desc, each.signature), List.of()));
            }
        }
        return components;
    }

    private static ComponentFacts component(
            String name, TypeUse type, List<AnnotationNode> annotations) {
        List<String> tags = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        for (AnnotationNode each : annotations) {
            if (each.desc.equals(Type.getDescriptor(Tag.class))) {
                tags.add(String.valueOf(values(each).get("value")));
            } else if (each.desc.startsWith(DOMAIN)) {
                marks.add(each.desc.substring(DOMAIN.length(), each.desc.length() - 1));
            }
        }
        return new ComponentFacts(name, type, tags, marks);
    }

    private static Map<String, TypeUse> staticFields(ClassNode node) {
        Map<String, TypeUse> fields = new HashMap<>();
        for (FieldNode each : node.fields) {
            if ((each.access & Opcodes.ACC_STATIC) != 0) {
                fields.put(each.name, TypeUseReader.of(each.desc, each.signature));
            }
        }
        return fields;
    }
}
