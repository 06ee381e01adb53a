package org.annals.processor;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Finds what a class extends, at any distance. Stateless. */
final class Bases {
    private Bases() {}

    /** Returns the kind of a class, if it extends any of the base classes. */
    static Optional<Kind> kindOf(TypeElement element, Types types) {
        for (Kind each : Kind.values()) {
            if (find(element.asType(), each.base(), types) != null) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Returns what a class gave as the type argument of its base class, or null if nothing. */
    static @Nullable TypeMirror eventArgument(TypeElement element, Kind kind, Types types) {
        DeclaredType base = find(element.asType(), kind.base(), types);
        return base == null || base.getTypeArguments().isEmpty()
                ? null
                : base.getTypeArguments().getFirst();
    }

    private static @Nullable DeclaredType find(TypeMirror type, Class<?> base, Types types) {
        if (type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element) {
            if (element.getQualifiedName().contentEquals(base.getCanonicalName())) {
                return declared;
            }
            for (TypeMirror parent : types.directSupertypes(type)) {
                DeclaredType found = find(parent, base, types);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
