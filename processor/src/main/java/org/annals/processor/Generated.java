package org.annals.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Modifier;

/** What all generated types have. Stateless. */
final class Generated {
    private static final ClassName NULL_MARKED =
            ClassName.get("org.jspecify.annotations", "NullMarked");

    private Generated() {}

    /** Returns a builder of a type that is as visible, and read for null, as the class is. */
    static TypeSpec.Builder typeBuilder(TypeSpec.Builder type, Declared declared) {
        type.addOriginatingElement(declared.element());
        if (declared.element().getModifiers().contains(Modifier.PUBLIC)) {
            type.addModifiers(Modifier.PUBLIC);
        }
        for (AnnotationMirror each : declared.element().getAnnotationMirrors()) {
            if (each.getAnnotationType().toString().equals(NULL_MARKED.canonicalName())) {
                type.addAnnotation(AnnotationSpec.get(each));
            }
        }
        return type;
    }
}
