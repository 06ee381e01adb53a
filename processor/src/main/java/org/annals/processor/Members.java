package org.annals.processor;

import static java.util.Objects.requireNonNull;

import java.util.Set;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** What a method or constructor must be to apply an event. Stateless. */
final class Members {
    private static final Set<Class<?>> UNCHECKED = Set.of(RuntimeException.class, Error.class);

    private Members() {}

    /** Returns what an element stands in that is no package and no module. */
    static Element homeOf(Element element) {
        return requireNonNull(element.getEnclosingElement(), "the enclosing element");
    }

    /** Requires that it can be called by the generated subclass with what an event has. */
    static void requireBody(
            ExecutableElement body, Elements elements, Types types, Complaints complaints) {
        Set<Modifier> modifiers = body.getModifiers();
        if (modifiers.contains(Modifier.STATIC)) {
            complaints.add(
                    body,
                    "A static method changes no object, so it applies no event. Remove static.");
        }
        if (modifiers.contains(Modifier.PRIVATE)) {
            complaints.add(
                    body,
                    "What is private is not called by the generated subclass. Remove private; it then is visible in the package.");
        }
        if (modifiers.contains(Modifier.ABSTRACT) || modifiers.contains(Modifier.NATIVE)) {
            complaints.add(
                    body,
                    "The body applies the event, and there is none. Write one, be it an empty one.");
        }
        if (body.isVarArgs()) {
            complaints.add(
                    body,
                    "Variable arguments are an array, which is no value. Take a List instead.");
        }
        if (!body.getTypeParameters().isEmpty()) {
            complaints.add(body, "Events have no type parameters. Remove them.");
        }
        if (body.getKind() == ElementKind.METHOD
                && body.getReturnType().getKind() != TypeKind.VOID) {
            complaints.add(
                    body,
                    "What applies an event returns nothing. Make it void, and let another method return a value.");
        }
        for (TypeMirror thrown : body.getThrownTypes()) {
            if (isChecked(thrown, elements, types)) {
                complaints.add(
                        body,
                        "What is recorded has happened, so applying it throws no %s. Check in a method that calls this one."
                                .formatted(thrown));
            }
        }
    }

    /** Requires that calling it can be made to trigger. */
    static void requireOverridable(ExecutableElement method, Complaints complaints) {
        if (method.getModifiers().contains(Modifier.FINAL)) {
            complaints.add(
                    method, "A final method cannot be made to trigger its event. Remove final.");
        }
    }

    private static boolean isChecked(TypeMirror thrown, Elements elements, Types types) {
        return UNCHECKED.stream()
                .map(each -> elements.getTypeElement(each.getName()).asType())
                .noneMatch(each -> types.isSubtype(thrown, each));
    }
}
