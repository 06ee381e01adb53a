package org.annals.processor;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;

/** Whether code in another file of the package can name a type. Immutable. */
record Visibility(PackageElement home, Elements elements) {
    /** Returns what cannot be named of all that is said in this type, and why, if there is any. */
    Optional<String> hiddenIn(TypeMirror type) {
        return in(type).findFirst();
    }

    /** Returns it of a parameter whose annotations are copied with its type. */
    Optional<String> hiddenIn(VariableElement parameter) {
        return Stream.concat(annotations(parameter.getAnnotationMirrors()), in(parameter.asType()))
                .findFirst();
    }

    /** Returns it of what a constructor declares. */
    Optional<String> hiddenIn(ExecutableElement constructor) {
        Stream<TypeMirror> bounds =
                constructor.getTypeParameters().stream().flatMap(each -> each.getBounds().stream());
        Stream<TypeMirror> parameters =
                constructor.getParameters().stream().map(VariableElement::asType);
        return Stream.of(bounds, parameters, constructor.getThrownTypes().stream())
                .flatMap(each -> each)
                .flatMap(this::in)
                .findFirst();
    }

    private Stream<String> in(@Nullable TypeMirror type) {
        if (type == null) {
            return Stream.empty();
        }
        Stream<String> within =
                switch (type) {
                    case ArrayType array -> in(array.getComponentType());
                    case DeclaredType declared ->
                            Stream.concat(
                                    told(declared.asElement()),
                                    Stream.concat(
                                                    Stream.of(declared.getEnclosingType()),
                                                    declared.getTypeArguments().stream())
                                            .flatMap(this::in));
                    case WildcardType wildcard ->
                            Stream.concat(
                                    in(wildcard.getExtendsBound()), in(wildcard.getSuperBound()));
                    default -> Stream.empty();
                };
        return Stream.concat(annotations(type.getAnnotationMirrors()), within);
    }

    private Stream<String> annotations(List<? extends AnnotationMirror> all) {
        return all.stream().flatMap(this::in);
    }

    private Stream<String> in(AnnotationMirror annotation) {
        return Stream.concat(
                told(annotation.getAnnotationType().asElement()),
                annotation.getElementValues().values().stream()
                        .flatMap(each -> inValue(each.getValue())));
    }

    private Stream<String> inValue(Object value) {
        return switch (value) {
            case AnnotationMirror annotation -> in(annotation);
            case AnnotationValue within -> inValue(within.getValue());
            case List<?> all -> all.stream().flatMap(this::inValue);
            case TypeMirror type -> in(type);
            case VariableElement constant -> told(constant.getEnclosingElement());
            default -> Stream.empty();
        };
    }

    private Stream<String> told(@Nullable Element element) {
        if (!(element instanceof TypeElement type)) {
            return Stream.empty();
        }
        Stream<String> own = Stream.empty();
        if (type.getModifiers().contains(Modifier.PRIVATE)) {
            own = Stream.of(type.getQualifiedName() + " is private");
        } else if (type.getModifiers().contains(Modifier.PROTECTED)
                && !elements.getPackageOf(type).equals(home)) {
            own = Stream.of(type.getQualifiedName() + " is protected in another package");
        }
        return Stream.concat(own, told(type.getEnclosingElement()));
    }
}
