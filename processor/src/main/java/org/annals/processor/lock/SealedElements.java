package org.annals.processor.lock;

import java.util.LinkedHashSet;
import java.util.Set;

import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** The closed set of classes that a sealed type permits, at any depth. */
final class SealedElements {
    private SealedElements() {}

    static boolean isSealed(TypeElement type) {
        // An enum whose constants have bodies is sealed too.
        return type.getModifiers().contains(Modifier.SEALED) && type.getKind() != ElementKind.ENUM;
    }

    /** Returns the classes that can have instances, without those of an open type on the way. */
    static Set<TypeElement> leavesOf(TypeElement root) {
        Set<TypeElement> leaves = new LinkedHashSet<>();
        collect(root, leaves);
        return leaves;
    }

    private static void collect(TypeElement type, Set<TypeElement> leaves) {
        Set<Modifier> modifiers = type.getModifiers();
        if (isSealed(type)) {
            for (TypeMirror permitted : type.getPermittedSubclasses()) {
                if (permitted instanceof DeclaredType declared) {
                    collect((TypeElement) declared.asElement(), leaves);
                }
            }
            if (!modifiers.contains(Modifier.ABSTRACT) && !type.getKind().isInterface()) {
                leaves.add(type);
            }
        } else if (modifiers.contains(Modifier.FINAL) || type.getKind() == ElementKind.ENUM) {
            leaves.add(type);
        }
    }
}
