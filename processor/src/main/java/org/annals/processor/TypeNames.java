package org.annals.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;

import org.annals.domain.AggregateId;

import java.util.ArrayList;
import java.util.List;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** How generated code names types, with the annotations that belong to them. Immutable. */
final class TypeNames {
    private final Promised promised;

    /**
     * @param promised how types are named that are not there yet
     */
    TypeNames(Promised promised) {
        this.promised = promised;
    }

    /** Returns the name of a type, with what is said of it, as that it is nullable. */
    TypeName of(TypeMirror type) {
        TypeName plain =
                promised.find(type).<TypeName>map(each -> each).orElseGet(() -> known(type));
        return plain.annotated(specs(type.getAnnotationMirrors()));
    }

    private TypeName known(TypeMirror type) {
        return switch (type) {
            case ArrayType array -> ArrayTypeName.of(of(array.getComponentType()));
            case DeclaredType declared when isInstantiated(declared) ->
                    ParameterizedTypeName.get(
                            ClassName.get((TypeElement) declared.asElement()),
                            declared.getTypeArguments().stream()
                                    .map(this::of)
                                    .toArray(TypeName[]::new));
            case WildcardType wildcard when wildcard.getExtendsBound() != null ->
                    WildcardTypeName.subtypeOf(of(wildcard.getExtendsBound()));
            case WildcardType wildcard when wildcard.getSuperBound() != null ->
                    WildcardTypeName.supertypeOf(of(wildcard.getSuperBound()));
            default -> TypeName.get(type);
        };
    }

    // Of an inner class of a generic one the arguments belong to the outer: left as it is.
    private static boolean isInstantiated(DeclaredType type) {
        return !type.getTypeArguments().isEmpty()
                && type.getEnclosingType().getKind() == TypeKind.NONE;
    }

    /** Returns the annotations of a parameter that are also those of a component. */
    static List<AnnotationSpec> annotationsOf(VariableElement parameter) {
        List<AnnotationMirror> ofType = new ArrayList<>(parameter.asType().getAnnotationMirrors());
        // One that may stand at a parameter and at a type is that of an array's elements.
        for (TypeMirror each = parameter.asType(); each instanceof ArrayType array; ) {
            each = array.getComponentType();
            ofType.addAll(each.getAnnotationMirrors());
        }
        return specs(
                parameter.getAnnotationMirrors().stream()
                        .filter(each -> !Annotations.isOf(each, AggregateId.class))
                        // What may stand at both is told of both.
                        .filter(each -> ofType.stream().noneMatch(other -> isSame(each, other)))
                        .toList());
    }

    private static boolean isSame(AnnotationMirror one, AnnotationMirror other) {
        return one.getAnnotationType().asElement().equals(other.getAnnotationType().asElement());
    }

    private static List<AnnotationSpec> specs(List<? extends AnnotationMirror> mirrors) {
        return mirrors.stream().map(AnnotationSpec::get).toList();
    }
}
