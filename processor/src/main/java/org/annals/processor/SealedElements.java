package org.annals.processor;

import java.util.LinkedHashSet;
import java.util.Set;

import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** The closed set of classes that a sealed type permits, at any depth. For one type. */
public final class SealedElements {
    private final Set<TypeElement> leaves = new LinkedHashSet<>();
    private final Set<TypeElement> open = new LinkedHashSet<>();

    private SealedElements() {}

    /** Returns whether all that a type permits is known. */
    public static boolean isSealed(TypeElement type) {
        // An enum whose constants have bodies is sealed too.
        return type.getModifiers().contains(Modifier.SEALED) && type.getKind() != ElementKind.ENUM;
    }

    /** Returns the classes that can have instances, without those of an open type on the way. */
    public static Set<TypeElement> leavesOf(TypeElement root) {
        return of(root).leaves;
    }

    /** Returns the types on the way of which anything may be a subtype. */
    static Set<TypeElement> openIn(TypeElement root) {
        return of(root).open;
    }

    private static SealedElements of(TypeElement root) {
        var all = new SealedElements();
        all.collect(root);
        return all;
    }

    private void collect(TypeElement type) {
        Set<Modifier> modifiers = type.getModifiers();
        if (isSealed(type)) {
            for (TypeMirror permitted : type.getPermittedSubclasses()) {
                if (permitted instanceof DeclaredType declared) {
                    collect((TypeElement) declared.asElement());
                }
            }
            if (!modifiers.contains(Modifier.ABSTRACT) && !type.getKind().isInterface()) {
                leaves.add(type);
            }
        } else if (modifiers.contains(Modifier.FINAL) || type.getKind() == ElementKind.ENUM) {
            leaves.add(type);
        } else {
            open.add(type);
        }
    }
}
