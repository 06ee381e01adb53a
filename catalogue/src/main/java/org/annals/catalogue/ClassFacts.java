package org.annals.catalogue;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

import java.util.List;
import java.util.Map;

/**
 * What the catalogue needs to know of a class. Immutable.
 *
 * @param name its internal name
 * @param simpleName empty for an anonymous class
 * @param enclosing the internal name of the class in which it stands, or null
 * @param permitted the subclasses that it permits; empty if it is not sealed
 * @param components those of a record; of another class, its fields
 * @param eventType what its annotation says, or null if it has none
 * @param isDeclared whether a subclass was generated of it
 * @param fields the types of static fields, by name
 */
record ClassFacts(
        String name,
        int access,
        String simpleName,
        @Nullable String enclosing,
        Supertypes supertypes,
        List<String> permitted,
        List<ComponentFacts> components,
        @Nullable TypeAnnotation eventType,
        boolean isDeclared,
        Map<String, TypeUse> fields,
        List<MethodFacts> methods) {
    ClassFacts {
        permitted = List.copyOf(permitted);
        components = List.copyOf(components);
        fields = Map.copyOf(fields);
        methods = List.copyOf(methods);
    }

    boolean isInterface() {
        return (access & Opcodes.ACC_INTERFACE) != 0;
    }

    boolean isAbstract() {
        return (access & Opcodes.ACC_ABSTRACT) != 0;
    }

    boolean isFinal() {
        return (access & Opcodes.ACC_FINAL) != 0;
    }

    boolean isRecord() {
        return !supertypes.types().isEmpty()
                && supertypes.types().getFirst().name().equals(Library.nameOf(Record.class));
    }

    boolean isSealed() {
        return !permitted.isEmpty();
    }
}
