package org.annals.processor;

import com.palantir.javapoet.ClassName;

import org.annals.domain.EventsOf;

import java.util.Optional;

import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Finds the interface of the events of a class. Stateless. */
final class Roots {
    private static final String SUFFIX = "Event";

    private Roots() {}

    static Optional<Root> of(TypeElement element, Kind kind, Types types, Complaints complaints) {
        ClassName own = ClassName.get(element);
        ClassName expected = expectedOf(element);
        TypeMirror argument = Bases.eventArgument(element, kind, types);
        if (argument == null || argument.getKind() == TypeKind.TYPEVAR) {
            complaints.add(
                    element,
                    "%s does not say which events it has. Let it extend %s<%s>."
                            .formatted(
                                    own.simpleName(),
                                    kind.base().getSimpleName(),
                                    expected.simpleName()));
            return Optional.empty();
        }
        if (argument.getKind() == TypeKind.ERROR) {
            return missing(element, argument, kind, expected, complaints);
        }
        TypeElement named = (TypeElement) ((DeclaredType) argument).asElement();
        // That of an earlier compilation is written anew.
        if (Annotations.find(named, EventsOf.class).isPresent()
                && ClassName.get(named).equals(expected)) {
            return Optional.of(new Root.Generated(expected));
        }
        if (!kind.isDecision() && !named.getModifiers().contains(Modifier.SEALED)) {
            complaints.add(
                    element,
                    "%s is not sealed, so that a body could be missing for one of its events. Make it a sealed interface of records, or %s."
                            .formatted(
                                    named.getQualifiedName(),
                                    ClassName.get(named).equals(expected)
                                            ? "give it another name, for one of this name to be generated"
                                            : "write " + own.simpleName() + " by hand"));
            return Optional.empty();
        }
        return Optional.of(new Root.Own(named));
    }

    /** Returns the interface that is generated, if one is. */
    static ClassName expectedOf(TypeElement element) {
        ClassName own = ClassName.get(element);
        return ClassName.get(own.packageName(), own.simpleName() + SUFFIX);
    }

    private static Optional<Root> missing(
            TypeElement element,
            TypeMirror argument,
            Kind kind,
            ClassName expected,
            Complaints complaints) {
        String name = argument.toString();
        if (!name.equals(expected.simpleName()) && !name.equals(expected.canonicalName())) {
            complaints.add(
                    element,
                    "There is no %s. Let the class extend %s<%s>, whose events are generated, or write the sealed interface."
                            .formatted(name, kind.base().getSimpleName(), expected.simpleName()));
            return Optional.empty();
        }
        return Optional.of(new Root.Generated(expected));
    }
}
