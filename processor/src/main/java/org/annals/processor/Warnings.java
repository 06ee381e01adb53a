package org.annals.processor;

import com.palantir.javapoet.AnnotationSpec;

import org.annals.processor.Body.Argument;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/**
 * What a compiler would warn of in generated code, though it is the user who has written it: what
 * is deprecated, and types without their arguments. For one place.
 */
final class Warnings {
    private final Set<String> names = new TreeSet<>();

    /** Returns these and those of naming a class, or calling a method or constructor. */
    Warnings ofElement(@Nullable Element element) {
        if (element == null) {
            return this;
        }
        Deprecated deprecated = element.getAnnotation(Deprecated.class);
        if (deprecated != null) {
            names.add(deprecated.forRemoval() ? "removal" : "deprecation");
        }
        return element instanceof TypeElement ? ofElement(element.getEnclosingElement()) : this;
    }

    /** Returns these and those of naming an event. */
    Warnings ofEvent(EventRecord event) {
        if (event instanceof EventRecord.Own(var element)) {
            ofRaw(element).ofElement(element);
        }
        return this;
    }

    private Warnings ofRaw(TypeElement named) {
        if (!named.getTypeParameters().isEmpty()) {
            names.add("rawtypes");
        }
        return this;
    }

    /** Returns these and those of declaring something with the same parameters. */
    Warnings ofSignature(ExecutableElement copied) {
        copied.getParameters().forEach(each -> ofType(each.asType()));
        return this;
    }

    /** Returns these and those of applying an event. */
    Warnings ofApplying(Body body) {
        ofEvent(body.event()).ofElement(body.element());
        for (Argument each : body.arguments()) {
            switch (each) {
                case Argument.Part(var component) -> ofComponent(body.event(), component);
                case Argument.Whole(var cast) -> ofType(cast);
                case Argument.Id() -> {}
            }
        }
        return this;
    }

    private void ofComponent(EventRecord event, String name) {
        switch (event) {
            case EventRecord.Generated generated ->
                    generated.parts().stream()
                            .filter(each -> each.getSimpleName().contentEquals(name))
                            .forEach(this::ofElement);
            case EventRecord.Own(var element) ->
                    element.getRecordComponents().stream()
                            .filter(each -> each.getSimpleName().contentEquals(name))
                            .map(RecordComponentElement::getAccessor)
                            .forEach(this::ofElement);
        }
    }

    /** Returns these and those of declaring a component. */
    Warnings ofPart(VariableElement part) {
        return ofElement(part).ofType(part.asType());
    }

    /** Returns these and those of naming a type. */
    Warnings ofType(@Nullable TypeMirror type) {
        switch (type) {
            case ArrayType array -> ofType(array.getComponentType());
            case DeclaredType declared when declared.getKind() == TypeKind.DECLARED ->
                    ofDeclared(declared);
            case WildcardType wildcard ->
                    ofType(wildcard.getExtendsBound()).ofType(wildcard.getSuperBound());
            case null, default -> {}
        }
        return this;
    }

    private void ofDeclared(DeclaredType type) {
        var element = (TypeElement) type.asElement();
        ofElement(element).ofType(type.getEnclosingType());
        if (type.getTypeArguments().isEmpty()) {
            ofRaw(element);
        }
        type.getTypeArguments().forEach(this::ofType);
    }

    /** Returns these and those of variable arguments. */
    Warnings ofVarArgs(ExecutableElement copied) {
        if (copied.isVarArgs()
                && copied.getAnnotation(SafeVarargs.class) == null
                && losesArguments(copied.getParameters().getLast().asType())) {
            names.add("unchecked");
        }
        return this;
    }

    /** Returns whether an array does not know all that is said of its elements. */
    private static boolean losesArguments(TypeMirror type) {
        return switch (type) {
            case ArrayType array -> losesArguments(array.getComponentType());
            case DeclaredType declared -> !declared.getTypeArguments().isEmpty();
            case TypeVariable variable -> true;
            default -> false;
        };
    }

    /** Returns the annotation by which there is no warning, if there would be one. */
    Optional<AnnotationSpec> suppressed() {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        AnnotationSpec.Builder annotation = AnnotationSpec.builder(SuppressWarnings.class);
        names.forEach(each -> annotation.addMember("value", "$S", each));
        return Optional.of(annotation.build());
    }
}
