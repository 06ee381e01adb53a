package org.annals.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;

import org.annals.domain.Event;
import org.annals.domain.EventType;
import org.annals.domain.EventsOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Writes the interface of the events of a class, and the records in it. Stateless. */
final class EventsFile {
    private EventsFile() {}

    static TypeSpec of(Declared declared, ClassName name) {
        var warnings = new Warnings();
        declared.bodies().all().forEach(each -> warnings.ofEvent(each.event()));
        TypeSpec.Builder all =
                Generated.typeBuilder(TypeSpec.interfaceBuilder(name), declared, warnings)
                        .addJavadoc("What can happen to a {@link $T}.", declared.className())
                        .addAnnotation(
                                AnnotationSpec.builder(EventsOf.class)
                                        .addMember("value", "$T.class", declared.className())
                                        .build())
                        .addModifiers(Modifier.SEALED);
        // Their part of the stored names is that of the class.
        Annotations.find(declared.element(), EventType.class)
                .map(AnnotationSpec::get)
                .ifPresent(all::addAnnotation);
        List<ClassName> own = new ArrayList<>();
        List<ClassName> permitted = new ArrayList<>();
        for (Body each : declared.bodies().all()) {
            permitted.add(each.event().className());
            switch (each.event()) {
                case EventRecord.Generated event -> all.addType(record(event, each, declared));
                case EventRecord.Own event -> own.add(event.className());
            }
        }
        if (!own.isEmpty()) {
            all.addPermittedSubclasses(permitted);
        }
        return all.build();
    }

    private static TypeSpec record(EventRecord.Generated event, Body body, Declared declared) {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        for (VariableElement each : event.parts()) {
            components.addParameter(
                    ParameterSpec.builder(
                                    declared.names().of(each.asType()),
                                    each.getSimpleName().toString())
                            .addAnnotations(TypeNames.annotationsOf(each))
                            .build());
        }
        TypeSpec.Builder record =
                TypeSpec.recordBuilder(event.className().simpleName())
                        .recordConstructor(components.build())
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .addSuperinterface(declared.root().className())
                        .addJavadoc(origin(body));
        stored(event.says()).ifPresent(record::addAnnotation);
        var warnings = new Warnings();
        event.parts().forEach(warnings::ofPart);
        warnings.suppressed().ifPresent(record::addAnnotation);
        return record.build();
    }

    private static CodeBlock origin(Body body) {
        ClassName owner = ClassName.get((TypeElement) Members.homeOf(body.element()));
        boolean creates = body.element().getKind() == ElementKind.CONSTRUCTOR;
        if (body.use() == Body.Use.REPLAYS) {
            return CodeBlock.of("No longer recorded; kept by {@link $T}.", owner);
        }
        return creates
                ? CodeBlock.of("A {@link $T} began.", owner)
                : CodeBlock.of("Recorded by {@link $T#$L}.", owner, body.name());
    }

    /** Returns what is said of how it is stored, if it is not the default. */
    private static Optional<AnnotationSpec> stored(Event says) {
        AnnotationSpec.Builder stored = AnnotationSpec.builder(EventType.class);
        boolean isDefault = true;
        if (says.version() != 1) {
            stored.addMember("version", "$L", says.version());
            isDefault = false;
        }
        for (String alias : says.aliases()) {
            stored.addMember("aliases", "$S", alias);
            isDefault = false;
        }
        if (says.secret()) {
            stored.addMember("secret", "true");
            isDefault = false;
        }
        return isDefault ? Optional.empty() : Optional.of(stored.build());
    }
}
