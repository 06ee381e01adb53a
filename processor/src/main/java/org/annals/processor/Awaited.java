package org.annals.processor;

import org.annals.dcb.Observe;
import org.annals.domain.Event;
import org.annals.domain.On;

import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.stream.Stream;

import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * Types that do not exist yet, and that something else may write in this round; if nothing does,
 * the compiler complains. Stateless.
 */
final class Awaited {
    private Awaited() {}

    /** Returns whether a class names one, other than the interface that is written for it. */
    static boolean isNamedBy(TypeElement element, Types types) {
        Stream<ExecutableElement> bodies =
                Stream.concat(
                        ElementFilter.constructorsIn(element.getEnclosedElements()).stream(),
                        ElementFilter.methodsIn(element.getEnclosedElements()).stream());
        return parentOf(element).isPresent()
                || isEventOfDecision(element, types)
                || bodies.anyMatch(Awaited::isNamedBy);
    }

    /** Returns what a class extends or implements, at any distance, that is not there. */
    static Optional<TypeMirror> parentOf(TypeElement element) {
        return Stream.concat(Stream.of(element.getSuperclass()), element.getInterfaces().stream())
                .flatMap(each -> missing(each).stream())
                .findFirst();
    }

    private static Optional<TypeMirror> missing(TypeMirror parent) {
        return switch (parent.getKind()) {
            case ERROR -> Optional.of(parent);
            case DECLARED -> parentOf((TypeElement) ((DeclaredType) parent).asElement());
            default -> Optional.empty();
        };
    }

    private static boolean isEventOfDecision(TypeElement element, Types types) {
        Optional<Kind> kind = Bases.kindOf(element, types);
        if (kind.isEmpty() || !kind.get().isDecision()) {
            return false;
        }
        TypeMirror argument = Bases.eventArgument(element, kind.get(), types);
        return argument != null && argument.getKind() == TypeKind.ERROR;
    }

    private static boolean isNamedBy(ExecutableElement body) {
        return isNamed(body, Event.class, "of")
                || isNamed(body, On.class, "value")
                || isNamed(body, Observe.class, "value")
                || (Annotations.find(body, Event.class).isPresent()
                        && body.getParameters().stream()
                                .map(VariableElement::asType)
                                .anyMatch(Awaited::isMissing));
    }

    private static boolean isMissing(TypeMirror type) {
        // A compiler's class may implement several of these interfaces: the kind decides.
        if (type.getKind() == TypeKind.ERROR) {
            return true;
        }
        return switch (type) {
            case ArrayType array -> isMissing(array.getComponentType());
            case DeclaredType declared ->
                    declared.getTypeArguments().stream().anyMatch(Awaited::isMissing);
            default -> false;
        };
    }

    /** Returns whether an annotation names a class that is not there. */
    private static boolean isNamed(
            Element element, Class<? extends Annotation> annotation, String name) {
        return Annotations.find(element, annotation)
                .flatMap(mirror -> Annotations.written(mirror, name))
                .map(AnnotationValue::getValue)
                // Of a class that is missing there is no more than a text.
                .filter(
                        value ->
                                !(value instanceof TypeMirror type)
                                        || type.getKind() == TypeKind.ERROR)
                .isPresent();
    }
}
