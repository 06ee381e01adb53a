package org.annals.processor;

import org.annals.dcb.Observe;
import org.annals.domain.Event;
import org.annals.domain.On;

import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * Types that do not exist yet, and that something else may write in this round; if nothing does,
 * the compiler complains. Stateless.
 */
final class Awaited {
    private static final List<Class<? extends Annotation>> MARKS =
            List.of(Event.class, On.class, Observe.class);

    private Awaited() {}

    /** Returns the classes that name one, other than the interface that is written for them. */
    static Set<TypeElement> byAnyOf(Set<TypeElement> classes, Types types) {
        Set<TypeElement> late = new LinkedHashSet<>(classes);
        late.removeIf(each -> !isNamedBy(each, Promised.none(), types));
        return late;
    }

    /** Returns those that name nothing but events of each other, and so would wait for ever. */
    static Set<TypeElement> circleAmong(Set<TypeElement> late, Types types) {
        Promised promised = Promised.of(late);
        Set<TypeElement> circle = new LinkedHashSet<>(late);
        boolean isSmaller = circle.removeIf(each -> isNamedBy(each, promised, types));
        return isSmaller ? circleAmong(circle, types) : circle;
    }

    private static boolean isNamedBy(TypeElement element, Promised promised, Types types) {
        boolean isDecision = Bases.kindOf(element, types).filter(Kind::isDecision).isPresent();
        return parentOf(element).isPresent()
                || isEventOfDecision(element, types)
                || ElementFilter.methodsIn(element.getEnclosedElements()).stream()
                        .anyMatch(each -> isNamedBy(each, isMarked(each), promised))
                || ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
                        .anyMatch(each -> isNamedBy(each, isDecision || isMarked(each), promised));
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

    private static boolean isMarked(ExecutableElement body) {
        return MARKS.stream().anyMatch(each -> Annotations.find(body, each).isPresent());
    }

    private static boolean isNamedBy(ExecutableElement body, boolean isCopied, Promised promised) {
        return isNamed(body, Event.class, "of")
                || isNamed(body, On.class, "value")
                || isNamed(body, Observe.class, "value")
                || (isCopied
                        && body.getParameters().stream()
                                .anyMatch(each -> isMissing(each.asType(), promised)));
    }

    private static boolean isMissing(TypeMirror type, Promised promised) {
        // A compiler's class may implement several of these interfaces: the kind decides.
        if (type.getKind() == TypeKind.ERROR) {
            return promised.find(type).isEmpty();
        }
        return switch (type) {
            case ArrayType array -> isMissing(array.getComponentType(), promised);
            case DeclaredType declared ->
                    declared.getTypeArguments().stream()
                            .anyMatch(each -> isMissing(each, promised));
            case WildcardType wildcard ->
                    Stream.of(wildcard.getExtendsBound(), wildcard.getSuperBound())
                            .flatMap(Stream::ofNullable)
                            .anyMatch(each -> isMissing(each, promised));
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
