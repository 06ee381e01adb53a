package org.annals.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;

import org.annals.domain.BegunByConstructor;
import org.annals.domain.Creation;
import org.annals.processor.Body.Argument;
import org.annals.processor.Body.Use;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

/** Writes the subclass of an aggregate or enduring object. For one class. */
final class SubclassFile {
    private static final ClassName TEXT = ClassName.get(String.class);
    private static final Set<Modifier> VISIBILITY = Set.of(Modifier.PUBLIC, Modifier.PROTECTED);

    private final Declared declared;
    private final ClassName name;
    private final ClassName root;

    private SubclassFile(Declared declared) {
        this.declared = declared;
        this.name = declared.subclassName();
        this.root = declared.root().className();
    }

    static TypeSpec of(Declared declared) {
        return new SubclassFile(declared).write();
    }

    private TypeSpec write() {
        TypeSpec.Builder type =
                Generated.typeBuilder(TypeSpec.classBuilder(name), declared, new Warnings())
                        .addJavadoc(
                                "A {@link $T} that triggers and applies its events.",
                                declared.className())
                        .addModifiers(Modifier.FINAL)
                        .superclass(declared.className())
                        .addSuperinterface(BegunByConstructor.class)
                        .avoidClashesWithNestedClasses(declared.element())
                        .addField(TypeConstant.of(declared));
        declared.bodies().creations().stream()
                .filter(each -> each.use() == Use.TRIGGERS)
                .forEach(each -> type.addMethod(creation(each)));
        declared.bodies().creations().forEach(each -> type.addMethod(applying(each)));
        Declared.State state = declared.state();
        if (state != null) {
            type.addMethod(ofState(state));
        }
        type.addMethod(begun());
        declared.bodies().methods().stream()
                .filter(each -> each.use() != Use.APPLIES)
                .forEach(each -> type.addMethod(triggering(each)));
        return type.addMethod(apply()).build();
    }

    private MethodSpec ofState(Declared.State state) {
        MethodSpec.Builder made =
                MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(ClassName.get(state.element()), "state")
                        .addStatement("super(state)");
        new Warnings()
                .ofElement(state.element())
                .ofElement(state.constructor())
                .suppressed()
                .ifPresent(made::addAnnotation);
        return made.build();
    }

    /** What the user calls to make an object: first the event, so that it is what is applied. */
    private MethodSpec creation(Body body) {
        MethodSpec.Builder made = MethodSpec.constructorBuilder();
        copySignature(body.element(), made);
        new Warnings()
                .ofSignature(body.element())
                .ofEvent(body.event())
                .suppressed()
                .ifPresent(made::addAnnotation);
        var event = CodeBlock.of("new $T($L)", body.event().className(), components(body));
        Optional<String> id = idOf(body);
        return made.addStatement(
                        id.isPresent()
                                ? CodeBlock.of(
                                        "this($L, $L, $T.now($L))",
                                        event,
                                        id.get(),
                                        Creation.class,
                                        id.get())
                                : CodeBlock.of("this($L, $T.now())", event, Creation.class))
                .build();
    }

    /** What applies it, also when it is recorded. */
    private MethodSpec applying(Body body) {
        MethodSpec.Builder made =
                MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(body.event().className(), "event");
        if (takesId(body)) {
            made.addParameter(TEXT, "id");
        }
        new Warnings().ofApplying(body).suppressed().ifPresent(made::addAnnotation);
        return made.addParameter(Creation.class, "creation")
                .addStatement("super($L)", Calls.arguments(body, "event", declared.names()))
                .addStatement(
                        declared.kind() == Kind.OBJECT
                                ? "created(event, TYPE, creation)"
                                : "created(event, creation)")
                .build();
    }

    /** Returns the name of the parameter that is the id. */
    private static Optional<String> idOf(Body body) {
        return body.element().getParameters().stream()
                .filter(Matching::isId)
                .map(each -> each.getSimpleName().toString())
                .findFirst();
    }

    private static boolean takesId(Body body) {
        return body.arguments().contains(new Argument.Id());
    }

    private MethodSpec begun() {
        CodeBlock.Builder cases = CodeBlock.builder().beginControlFlow("return switch (event)");
        for (Body each : declared.bodies().creations()) {
            cases.addStatement(
                    takesId(each)
                            ? "case $T first -> new $T(first, id, $T.replayed())"
                            : "case $T first -> new $T(first, $T.replayed())",
                    each.event().className(),
                    name,
                    Creation.class);
        }
        cases.addStatement(
                "default -> throw $T.notBegunBy($T.class, id, event)",
                BegunByConstructor.class,
                declared.className());
        MethodSpec.Builder begun =
                MethodSpec.methodBuilder("begun")
                        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                        .returns(name)
                        .addParameter(root, "event")
                        .addParameter(TEXT, "id")
                        .addCode(cases.unindent().add("};\n").build());
        var warnings = new Warnings();
        declared.bodies().creations().forEach(each -> warnings.ofEvent(each.event()));
        warnings.suppressed().ifPresent(begun::addAnnotation);
        return begun.build();
    }

    /** What the user calls to trigger an event, or no longer can. */
    private MethodSpec triggering(Body body) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(body.name()).addAnnotation(Override.class);
        copySignature(body.element(), method);
        new Warnings()
                .ofElement(body.element())
                .ofSignature(body.element())
                .ofEvent(body.event())
                .suppressed()
                .ifPresent(method::addAnnotation);
        if (body.use() == Use.REPLAYS) {
            return method.addStatement(
                            "throw $T.replayedOnly($T.class)",
                            BegunByConstructor.class,
                            body.event().className())
                    .build();
        }
        return method.addStatement(
                        "trigger(new $T($L))", body.event().className(), components(body))
                .build();
    }

    private MethodSpec apply() {
        CodeBlock.Builder cases = CodeBlock.builder().beginControlFlow("switch (event)");
        for (Body each : declared.bodies().creations()) {
            switch (declared.kind()) {
                case AGGREGATE ->
                        cases.addStatement(
                                "case $T again -> throw $T.begunAlready(this, again)",
                                each.event().className(),
                                BegunByConstructor.class);
                // Recorded with its tag by something else: an object begins once.
                default -> cases.add("case $T again -> {}\n", each.event().className());
            }
        }
        for (Body each : declared.bodies().methods()) {
            cases.addStatement(
                    "case $T it -> super.$L($L)",
                    each.event().className(),
                    each.name(),
                    Calls.arguments(each, "it", declared.names()));
        }
        if (declared.kind() == Kind.OBJECT && declared.root() instanceof Root.Own) {
            cases.add("default -> {}\n");
        }
        var warnings = new Warnings();
        declared.bodies().creations().forEach(each -> warnings.ofEvent(each.event()));
        declared.bodies().methods().forEach(warnings::ofApplying);
        MethodSpec.Builder apply =
                MethodSpec.methodBuilder("apply")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PROTECTED)
                        .addParameter(root, "event")
                        .addCode(cases.endControlFlow().build());
        warnings.suppressed().ifPresent(apply::addAnnotation);
        return apply.build();
    }

    private void copySignature(ExecutableElement from, MethodSpec.Builder to) {
        from.getModifiers().stream().filter(VISIBILITY::contains).forEach(to::addModifiers);
        for (VariableElement each : from.getParameters()) {
            to.addParameter(declared.names().of(each.asType()), each.getSimpleName().toString());
        }
    }

    /** What the event is made of: the parameters of these names. */
    private static CodeBlock components(Body body) {
        List<String> names = body.event().components();
        return names.stream()
                .map(each -> CodeBlock.of("$L", each))
                .collect(CodeBlock.joining(", "));
    }
}
