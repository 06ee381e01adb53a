package org.annals.processor;

import org.annals.dcb.EnduringType;
import org.annals.domain.AggregateType;
import org.annals.domain.Event;

import java.util.List;
import java.util.stream.Stream;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Whether the generated subclass can stand below a class as it is written. For one class. */
final class Inheritance {
    private final TypeElement owner;
    private final Kind kind;
    private final Elements elements;
    private final Types types;
    private final Complaints complaints;

    Inheritance(
            TypeElement owner,
            Kind kind,
            ProcessingEnvironment environment,
            Complaints complaints) {
        this.owner = owner;
        this.kind = kind;
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
        this.complaints = complaints;
    }

    /** Requires that only what is generated is missing, and that it is what will be called. */
    void require() {
        List<ExecutableElement> members = ElementFilter.methodsIn(elements.getAllMembers(owner));
        for (ExecutableElement each : members) {
            if (!kind.isDecision() && isApply(each)) {
                requireGenerated(each);
            } else if (each.getModifiers().contains(Modifier.ABSTRACT)
                    && inherited().noneMatch(other -> isBodyOf(other, each))) {
                Element home = Members.homeOf(each);
                complaints.add(
                        home.equals(owner) ? each : owner,
                        "%s() of %s is abstract, and what it does is not generated. Write its body."
                                .formatted(each.getSimpleName(), home.getSimpleName()));
            }
        }
        requireCallable(members);
        requireNoCircle();
    }

    // An interface may ask for what a superclass has.
    private Stream<ExecutableElement> inherited() {
        return Stream.of(
                        owner.getSuperclass(), elements.getTypeElement("java.lang.Object").asType())
                .map(each -> (TypeElement) ((DeclaredType) each).asElement())
                .flatMap(each -> ElementFilter.methodsIn(elements.getAllMembers(each)).stream());
    }

    private boolean isBodyOf(ExecutableElement method, ExecutableElement declaration) {
        return !method.getModifiers().contains(Modifier.ABSTRACT)
                && method.getSimpleName().equals(declaration.getSimpleName())
                && types.isSubsignature(
                        (ExecutableType) method.asType(), (ExecutableType) declaration.asType());
    }

    /** Returns whether it is the method that is generated, or one in its place. */
    private boolean isApply(ExecutableElement method) {
        if (!method.getSimpleName().contentEquals("apply")
                || method.getParameters().size() != 1
                || Annotations.find(method, Event.class).isPresent()) {
            return false;
        }
        TypeMirror type = method.getParameters().getFirst().asType();
        TypeMirror root = Bases.eventArgument(owner, kind, types);
        return type.getKind() == TypeKind.TYPEVAR
                || type.getKind() == TypeKind.ERROR
                || (root != null && types.isSameType(type, root));
    }

    private void requireGenerated(ExecutableElement apply) {
        if (!apply.getModifiers().contains(Modifier.ABSTRACT)) {
            complaints.add(
                    Members.homeOf(apply).equals(owner) ? apply : owner,
                    "apply is generated of the methods that are marked, in place of that of %s. Mark what applies events with @Event and @On, or remove @EventSourced."
                            .formatted(Members.homeOf(apply).getSimpleName()));
        }
    }

    // One of the user's would be called in place of that of the base class.
    private void requireCallable(List<ExecutableElement> members) {
        for (ExecutableElement each : members) {
            String name = each.getSimpleName().toString();
            boolean isCalled = name.equals("trigger") || name.equals("created");
            if (isCalled
                    && !kind.isDecision()
                    && Members.homeOf(each).equals(owner)
                    && !each.getParameters().isEmpty()) {
                complaints.add(
                        each,
                        "Generated code calls %s of its superclass, and could call this. Give it another name."
                                .formatted(name));
            }
        }
    }

    // Each class would wait for the other, and two threads for ever.
    private void requireNoCircle() {
        for (VariableElement each : ElementFilter.fieldsIn(owner.getEnclosedElements())) {
            String type = types.erasure(each.asType()).toString();
            if (each.getModifiers().contains(Modifier.STATIC)
                    && (type.equals(AggregateType.class.getName())
                            || type.equals(EnduringType.class.getName()))) {
                complaints.add(
                        each,
                        "The type is the constant %s_.TYPE of the generated class, and one here would be initialised in a circle with it. Remove it."
                                .formatted(owner.getSimpleName()));
            }
        }
    }
}
