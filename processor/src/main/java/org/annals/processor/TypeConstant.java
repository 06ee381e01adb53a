package org.annals.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterizedTypeName;

import org.annals.dcb.EnduringType;
import org.annals.domain.AggregateType;

import java.util.Set;

import javax.lang.model.element.Modifier;

/** Writes the constant by which objects are got back from their events. For one class. */
final class TypeConstant {
    private final Declared declared;
    private final ClassName name;

    private TypeConstant(Declared declared) {
        this.declared = declared;
        this.name = declared.subclassName();
    }

    static FieldSpec of(Declared declared) {
        return new TypeConstant(declared).write();
    }

    private FieldSpec write() {
        return switch (declared.kind()) {
            case AGGREGATE -> constant(AggregateType.class, ofAggregate());
            case OBJECT -> constant(EnduringType.class, ofObject());
            case SLICE, QUERY -> throw new IllegalArgumentException("A decision has no type.");
        };
    }

    private FieldSpec constant(Class<?> typeOf, CodeBlock value) {
        var state = declared.state();
        var warnings = new Warnings();
        if (declared.kind() == Kind.OBJECT) {
            declared.bodies().creations().forEach(each -> warnings.ofEvent(each.event()));
        }
        if (state != null) {
            warnings.ofElement(state.element()).ofElement(state.method());
        }
        FieldSpec.Builder constant =
                FieldSpec.builder(
                                ParameterizedTypeName.get(
                                        ClassName.get(typeOf), declared.className()),
                                "TYPE",
                                Modifier.PUBLIC,
                                Modifier.STATIC,
                                Modifier.FINAL)
                        .addJavadoc("How objects are got back from their events.")
                        .initializer(
                                state == null
                                        ? value
                                        : CodeBlock.of(
                                                "$L$>$>\n.withState($T.class, $T::$L, $T::new)$<$<",
                                                value,
                                                state.element(),
                                                declared.className(),
                                                state.method().getSimpleName(),
                                                name));
        warnings.suppressed().ifPresent(constant::addAnnotation);
        return constant.build();
    }

    private CodeBlock ofAggregate() {
        return CodeBlock.of(
                "$T.ofFirstEvent($T.class, $T::begun)",
                AggregateType.class,
                declared.className(),
                name);
    }

    private CodeBlock ofObject() {
        CodeBlock createdBy =
                declared.bodies().creations().stream()
                        .map(each -> CodeBlock.of("$T.class", each.event().className()))
                        .collect(CodeBlock.joining(", "));
        CodeBlock type =
                CodeBlock.of(
                        "$T.<$T, $T>ofFirstEvent($T.class, $T.of($L), $T::begun)",
                        EnduringType.class,
                        declared.root().className(),
                        declared.className(),
                        declared.className(),
                        Set.class,
                        createdBy,
                        name);
        return declared.taggedBy().isEmpty()
                ? type
                : CodeBlock.of("$L$>$>\n.taggedBy($S)$<$<", type, declared.taggedBy());
    }
}
