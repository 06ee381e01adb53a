package org.annals.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;

import org.annals.domain.AggregateId;

import java.util.ArrayList;
import java.util.List;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
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
        return promised.find(type)
                .<TypeName>map(each -> each.annotated(specs(type.getAnnotationMirrors())))
                .orElseGet(() -> known(type));
    }

    /** Returns the type variables of a constructor, as it declares them. */
    List<TypeVariableName> variablesOf(ExecutableElement constructor) {
        return constructor.getTypeParameters().stream()
                .map(
                        each ->
                                TypeVariableName.get(
                                                each.getSimpleName().toString(),
                                                each.getBounds().stream()
                                                        .map(this::of)
                                                        .toArray(TypeName[]::new))
                                        .annotated(specs(each.getAnnotationMirrors())))
                .toList();
    }

    private TypeName known(TypeMirror type) {
        List<AnnotationSpec> annotations = specs(type.getAnnotationMirrors());
        return switch (type) {
            case ArrayType array ->
                    ArrayTypeName.of(of(array.getComponentType())).annotated(annotations);
            case DeclaredType declared when declared.getKind() == TypeKind.DECLARED ->
                    declared(declared, annotations);
            case WildcardType wildcard when wildcard.getExtendsBound() != null ->
                    WildcardTypeName.subtypeOf(of(wildcard.getExtendsBound()))
                            .annotated(annotations);
            case WildcardType wildcard when wildcard.getSuperBound() != null ->
                    WildcardTypeName.supertypeOf(of(wildcard.getSuperBound()))
                            .annotated(annotations);
            default -> TypeName.get(type).annotated(annotations);
        };
    }

    // What is said of a nested type stands before its own name, and not before all of it.
    private TypeName declared(DeclaredType type, List<AnnotationSpec> annotations) {
        ClassName name = ClassName.get((TypeElement) type.asElement());
        TypeName[] arguments =
                type.getTypeArguments().stream().map(this::of).toArray(TypeName[]::new);
        TypeName within =
                type.getEnclosingType().getKind() == TypeKind.DECLARED
                        ? of(type.getEnclosingType())
                        : null;
        if (within instanceof ParameterizedTypeName outer) {
            return outer.nestedClass(name.simpleName(), List.of(arguments)).annotated(annotations);
        }
        ClassName plain =
                within instanceof ClassName outer ? outer.nestedClass(name.simpleName()) : name;
        ClassName annotated = plain.annotated(annotations);
        return arguments.length == 0 ? annotated : ParameterizedTypeName.get(annotated, arguments);
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
