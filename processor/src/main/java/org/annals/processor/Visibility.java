package org.annals.processor;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.stream.Stream;

import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Whether code in another file of the package can name a type. Stateless. */
final class Visibility {
    private Visibility() {}

    /** Returns a private type that is part of this one, if there is one. */
    static Optional<TypeElement> hiddenIn(TypeMirror type) {
        return switch (type) {
            case ArrayType array -> hiddenIn(array.getComponentType());
            case DeclaredType declared ->
                    Stream.concat(
                                    privateOf(declared.asElement()),
                                    declared.getTypeArguments().stream()
                                            .flatMap(each -> hiddenIn(each).stream()))
                            .findFirst();
            case WildcardType wildcard ->
                    Stream.of(wildcard.getExtendsBound(), wildcard.getSuperBound())
                            .flatMap(Stream::ofNullable)
                            .flatMap(each -> hiddenIn(each).stream())
                            .findFirst();
            default -> Optional.empty();
        };
    }

    private static Stream<TypeElement> privateOf(@Nullable Element element) {
        return element instanceof TypeElement type
                ? Stream.concat(
                        type.getModifiers().contains(Modifier.PRIVATE)
                                ? Stream.of(type)
                                : Stream.empty(),
                        privateOf(type.getEnclosingElement()))
                : Stream.empty();
    }
}
