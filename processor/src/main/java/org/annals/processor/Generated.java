package org.annals.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.Elements;

/** What all generated types have. Stateless. */
final class Generated {
    private static final ClassName NULL_MARKED =
            ClassName.get("org.jspecify.annotations", "NullMarked");
    private static final ClassName GENERATED =
            ClassName.get("javax.annotation.processing", "Generated");

    private Generated() {}

    /**
     * Returns a builder of a type that is as visible, and read for null, as the class is.
     *
     * @param warnings of what else it names at its head
     */
    static TypeSpec.Builder typeBuilder(
            TypeSpec.Builder type, Declared declared, Warnings warnings) {
        warnings.ofElement(declared.element());
        if (declared.root() instanceof Root.Own(var root)) {
            warnings.ofElement(root);
        }
        warnings.suppressed().ifPresent(type::addAnnotation);
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

    /** Returns a type that tells tools that nobody has written it, if its module lets it. */
    static TypeSpec marked(TypeSpec type, Declared declared, Elements elements) {
        var home = elements.getModuleOf(declared.element());
        // A named module sees it only if it requires java.compiler.
        boolean isVisible = elements.getTypeElement(home, GENERATED.canonicalName()) != null;
        return isVisible
                ? type.toBuilder()
                        .addAnnotation(
                                AnnotationSpec.builder(GENERATED)
                                        .addMember("value", "$S", "org.annals.processor")
                                        .build())
                        .build()
                : type;
    }
}
