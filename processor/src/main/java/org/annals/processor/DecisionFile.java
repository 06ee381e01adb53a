package org.annals.processor;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;

import org.annals.processor.Body.Use;

import java.util.List;
import java.util.stream.Stream;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

/** Writes the subclass of a decision model, whose constructors add the handlers. Stateless. */
final class DecisionFile {
    private DecisionFile() {}

    static TypeSpec of(Declared declared) {
        TypeSpec.Builder type =
                Generated.typeBuilder(
                                TypeSpec.classBuilder(declared.subclassName()),
                                declared,
                                new Warnings())
                        .addJavadoc(
                                "A {@link $T} that folds the events within its boundary.",
                                declared.className())
                        .addModifiers(Modifier.FINAL)
                        .avoidClashesWithNestedClasses(declared.element())
                        .superclass(declared.className());
        declared.bodies().passed().forEach(each -> type.addMethod(constructor(each, declared)));
        return type.build();
    }

    private static MethodSpec constructor(ExecutableElement passed, Declared declared) {
        MethodSpec.Builder constructor =
                MethodSpec.constructorBuilder()
                        .addTypeVariables(declared.names().variablesOf(passed))
                        .varargs(passed.isVarArgs())
                        .addExceptions(
                                passed.getThrownTypes().stream()
                                        .map(declared.names()::of)
                                        .toList());
        if (passed.getModifiers().contains(Modifier.PUBLIC)) {
            constructor.addModifiers(Modifier.PUBLIC);
        }
        if (passed.getAnnotation(SafeVarargs.class) != null) {
            constructor.addAnnotation(SafeVarargs.class);
        }
        Warnings warnings = new Warnings().ofElement(passed).ofSignature(passed).ofVarArgs(passed);
        declared.bodies().methods().forEach(warnings::ofApplying);
        warnings.suppressed().ifPresent(constructor::addAnnotation);
        for (VariableElement each : passed.getParameters()) {
            constructor.addParameter(
                    declared.names().of(each.asType()), each.getSimpleName().toString());
        }
        List<String> names =
                passed.getParameters().stream()
                        .map(each -> each.getSimpleName().toString())
                        .toList();
        constructor.addStatement("super($L)", String.join(", ", names));
        // A parameter of the same name would be meant.
        String event =
                Stream.iterate("it", name -> name + '_')
                        .filter(each -> !names.contains(each))
                        .findFirst()
                        .orElseThrow();
        for (Body each : declared.bodies().methods()) {
            constructor.addStatement(
                    "$L($T.class, $L -> $L$L($L))",
                    each.use() == Use.OBSERVES ? "observe" : "on",
                    each.event().className(),
                    event,
                    // Alone it would be the statement.
                    each.name().equals("yield") ? "this." : "",
                    each.name(),
                    Calls.arguments(each, event, declared.names()));
        }
        return constructor.build();
    }
}
