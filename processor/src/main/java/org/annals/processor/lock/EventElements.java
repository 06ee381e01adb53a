package org.annals.processor.lock;

import org.annals.domain.EventSourced;
import org.annals.domain.EventType;
import org.annals.processor.SealedElements;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * Finds the classes of events among all that is compiled: what classes give as type argument to one
 * of the bases that have events, and what is annotated as an event and is no state.
 */
final class EventElements {
    /** The bases, and which of their type arguments are the events. */
    private static final Map<String, Integer> BASES =
            Map.of(
                    "org.annals.application.EventSourcedLog", 0,
                    "org.annals.dcb.DecisionModel", 0,
                    "org.annals.dcb.EnduringObject", 0,
                    "org.annals.dcb.Group", 0,
                    "org.annals.domain.Aggregate", 0,
                    "org.annals.domain.Evolution", 1);

    private final Types types;
    private final Set<TypeElement> events = new LinkedHashSet<>();
    private final Set<TypeElement> marked = new LinkedHashSet<>();
    private final Set<TypeElement> states = new HashSet<>();
    private final Map<TypeElement, Boolean> based = new HashMap<>();

    private EventElements(Types types) {
        this.types = types;
    }

    /**
     * Returns the classes of events.
     *
     * @param compiled all that is compiled, nested types included
     * @param locked the names of classes that the lock knows: those that are compiled are events,
     *     even where nothing else that is compiled says so
     */
    static Set<TypeElement> among(
            Collection<TypeElement> compiled, Set<String> locked, Types types) {
        var found = new EventElements(types);
        for (TypeElement each : compiled) {
            found.look(each);
            if (locked.contains(each.getQualifiedName().toString()) && found.isPermitted(each)) {
                found.events.addAll(SealedElements.leavesOf(each));
            }
        }
        found.marked.removeAll(found.states);
        found.events.addAll(found.marked);
        return found.events;
    }

    private void look(TypeElement type) {
        if (isBased(type)) {
            bind(type.asType());
            findStates(type);
        } else if (type.getAnnotation(EventType.class) != null) {
            if (SealedElements.isSealed(type)) {
                events.addAll(SealedElements.leavesOf(type));
            } else if (type.getKind() == ElementKind.RECORD) {
                marked.add(type);
            }
        }
        // A decider need not be a class of its own.
        for (Element each : type.getEnclosedElements()) {
            switch (each.getKind()) {
                case FIELD -> lookAt(each.asType());
                case METHOD -> lookAt(((ExecutableElement) each).getReturnType());
                default -> {}
            }
        }
    }

    private void lookAt(TypeMirror type) {
        if (type.getKind() == TypeKind.DECLARED
                && isBased((TypeElement) ((DeclaredType) type).asElement())) {
            bind(type);
        }
    }

    private boolean isBased(TypeElement type) {
        Boolean known = based.get(type);
        if (known != null) {
            return known;
        }
        boolean found = BASES.containsKey(type.getQualifiedName().toString());
        for (TypeMirror parent : types.directSupertypes(type.asType())) {
            found |=
                    parent.getKind() == TypeKind.DECLARED
                            && isBased((TypeElement) ((DeclaredType) parent).asElement());
        }
        based.put(type, found);
        return found;
    }

    /** Takes the events from the bases of a type. */
    private void bind(TypeMirror type) {
        var declared = (DeclaredType) type;
        var element = (TypeElement) declared.asElement();
        Integer index = BASES.get(element.getQualifiedName().toString());
        List<? extends TypeMirror> arguments = declared.getTypeArguments();
        if (index != null && index < arguments.size()) {
            TypeElement bound = element(arguments.get(index));
            if (bound != null) {
                events.addAll(SealedElements.leavesOf(bound));
            }
            if (index == 1) {
                addState(arguments.getFirst());
            }
        }
        for (TypeMirror parent : types.directSupertypes(type)) {
            if (parent.getKind() == TypeKind.DECLARED
                    && isBased((TypeElement) ((DeclaredType) parent).asElement())) {
                bind(parent);
            }
        }
    }

    private static @Nullable TypeElement element(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                ? (TypeElement) ((DeclaredType) type).asElement()
                : null;
    }

    private void addState(TypeMirror type) {
        TypeElement state = element(type);
        if (state != null) {
            states.add(state);
        }
    }

    /** Takes what an object can be made of, and gives, or what an annotation calls its state. */
    private void findStates(TypeElement type) {
        Set<TypeElement> given = new HashSet<>();
        for (ExecutableElement each : ElementFilter.methodsIn(type.getEnclosedElements())) {
            TypeElement returned = element(each.getReturnType());
            if (each.getParameters().isEmpty() && returned != null) {
                given.add(returned);
            }
        }
        for (ExecutableElement each : ElementFilter.constructorsIn(type.getEnclosedElements())) {
            if (each.getParameters().size() == 1) {
                TypeElement taken = element(each.getParameters().getFirst().asType());
                if (taken != null && given.contains(taken)) {
                    states.add(taken);
                }
            }
        }
        for (AnnotationMirror each : type.getAnnotationMirrors()) {
            if (isEventSourced(each)) {
                each.getElementValues().values().stream()
                        .map(value -> value.getValue())
                        .filter(TypeMirror.class::isInstance)
                        .forEach(state -> addState((TypeMirror) state));
            }
        }
    }

    private static boolean isEventSourced(AnnotationMirror annotation) {
        return ((TypeElement) annotation.getAnnotationType().asElement())
                .getQualifiedName()
                .contentEquals(EventSourced.class.getCanonicalName());
    }

    /** Returns whether a class is one of a closed set, or annotated as an event. */
    private boolean isPermitted(TypeElement type) {
        return type.getAnnotation(EventType.class) != null
                || types.directSupertypes(type.asType()).stream()
                        .map(EventElements::element)
                        .anyMatch(parent -> parent != null && SealedElements.isSealed(parent));
    }
}
