package org.annals.processor;

import org.annals.domain.AggregateId;
import org.annals.processor.Body.Argument;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Finds what each parameter of a body is given: the component of its name. For one class. */
final class Matching {
    private final Types types;
    private final Complaints complaints;

    Matching(Types types, Complaints complaints) {
        this.types = types;
        this.complaints = complaints;
    }

    /** Returns the arguments of a body whose event is made of its parameters. */
    List<Argument> ofGenerated(ExecutableElement body) {
        return body.getParameters().stream().<Argument>map(Matching::argument).toList();
    }

    private static Argument argument(VariableElement parameter) {
        return isId(parameter)
                ? new Argument.Id()
                : new Argument.Part(parameter.getSimpleName().toString());
    }

    static boolean isId(VariableElement parameter) {
        return Annotations.find(parameter, AggregateId.class).isPresent();
    }

    /** Returns the arguments of a body that triggers a record of the user's, from all of them. */
    List<Argument> ofTriggered(ExecutableElement body, TypeElement event) {
        Map<String, TypeMirror> components = componentsOf(event);
        List<Argument> arguments = new ArrayList<>();
        for (VariableElement each : body.getParameters()) {
            Argument argument = argument(each);
            if (argument instanceof Argument.Part(var name)) {
                TypeMirror type = components.remove(name);
                if (type == null || !types.isSameType(type, each.asType())) {
                    mismatch(each, event, type == null ? "no component" : "a " + type);
                }
            }
            arguments.add(argument);
        }
        if (!components.isEmpty()) {
            complaints.add(
                    body,
                    "%s has the components %s as well, for which there is no parameter. Add them, of the same names and types."
                            .formatted(event.getQualifiedName(), components.keySet()));
        }
        return arguments;
    }

    /** Returns the arguments of a body that applies what others trigger, from any of them. */
    List<Argument> ofApplied(ExecutableElement body, TypeElement event) {
        List<? extends VariableElement> parameters = body.getParameters();
        Map<String, TypeMirror> components = componentsOf(event);
        if (parameters.size() == 1) {
            VariableElement only = parameters.getFirst();
            TypeMirror type = only.asType();
            // A component of that name comes first.
            if (!components.containsKey(only.getSimpleName().toString())
                    && types.isAssignable(types.erasure(event.asType()), type)) {
                boolean isOwn = types.isSameType(types.erasure(event.asType()), type);
                return List.of(new Argument.Whole(isOwn ? null : type));
            }
        }
        List<Argument> arguments = new ArrayList<>();
        for (VariableElement each : parameters) {
            TypeMirror type = components.get(each.getSimpleName().toString());
            // Another type would let another method of that name be called.
            if (type == null || !types.isSameType(type, each.asType())) {
                mismatch(each, event, type == null ? "no component" : "a " + type);
            }
            arguments.add(argument(each));
        }
        return arguments;
    }

    private void mismatch(VariableElement parameter, TypeElement event, String found) {
        complaints.add(
                parameter,
                "%s has %s of the name %s, and this is a %s. Parameters are the components of the event, by name and type: %s."
                        .formatted(
                                event.getQualifiedName(),
                                found,
                                parameter.getSimpleName(),
                                parameter.asType(),
                                componentsOf(event)));
    }

    private static Map<String, TypeMirror> componentsOf(TypeElement event) {
        Map<String, TypeMirror> components = new LinkedHashMap<>();
        for (RecordComponentElement each : event.getRecordComponents()) {
            components.put(each.getSimpleName().toString(), each.asType());
        }
        return components;
    }
}
