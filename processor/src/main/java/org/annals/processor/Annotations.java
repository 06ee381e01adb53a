package org.annals.processor;

import org.jspecify.annotations.Nullable;

import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Optional;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads what annotations name that is not loaded, but compiled. Stateless. */
final class Annotations {
    private Annotations() {}

    static Optional<? extends AnnotationMirror> find(
            Element element, Class<? extends Annotation> annotation) {
        return element.getAnnotationMirrors().stream()
                .filter(each -> isOf(each, annotation))
                .findFirst();
    }

    static boolean isOf(AnnotationMirror mirror, Class<? extends Annotation> annotation) {
        var type = (TypeElement) mirror.getAnnotationType().asElement();
        return type.getQualifiedName().contentEquals(annotation.getCanonicalName());
    }

    /** Returns a value that is written there, and not the default one. */
    static Optional<AnnotationValue> written(AnnotationMirror mirror, String name) {
        return mirror.getElementValues().entrySet().stream()
                .filter(each -> each.getKey().getSimpleName().contentEquals(name))
                .<AnnotationValue>map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns the class that is named there, or null if none is, or void is. */
    static @Nullable TypeMirror classNamed(
            Element element, Class<? extends Annotation> annotation, String name) {
        return find(element, annotation)
                .flatMap(mirror -> written(mirror, name))
                .map(AnnotationValue::getValue)
                .filter(TypeMirror.class::isInstance)
                .map(TypeMirror.class::cast)
                .filter(type -> type.getKind() != TypeKind.VOID)
                .orElse(null);
    }
}
