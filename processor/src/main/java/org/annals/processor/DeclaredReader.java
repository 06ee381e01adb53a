package org.annals.processor;

import org.annals.domain.EventSourced;
import org.annals.domain.EventTag;
import org.annals.processor.Declared.State;

import java.util.Optional;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** Reads an {@link EventSourced} class, and tells what is wrong with it. Stateless. */
final class DeclaredReader {
    private DeclaredReader() {}

    /** Returns what is declared, or nothing if there are complaints. */
    static Optional<Declared> read(
            TypeElement owner,
            ProcessingEnvironment environment,
            TypeNames names,
            Complaints complaints) {
        Optional<Kind> kind = Bases.kindOf(owner, environment.getTypeUtils());
        if (kind.isEmpty() || owner.getKind() != ElementKind.CLASS) {
            complaints.add(
                    owner,
                    "%s is no aggregate, enduring object or slice, so nothing can be generated of it. Let it extend Aggregate<%sEvent>, or remove @EventSourced."
                            .formatted(owner.getSimpleName(), owner.getSimpleName()));
            return Optional.empty();
        }
        requireClass(owner, complaints);
        return Roots.of(owner, kind.get(), environment.getTypeUtils(), complaints)
                .flatMap(root -> read(owner, kind.get(), root, environment, names, complaints));
    }

    private static void requireClass(TypeElement owner, Complaints complaints) {
        String name = owner.getSimpleName().toString();
        if (!owner.getModifiers().contains(Modifier.ABSTRACT)) {
            complaints.add(
                    owner,
                    "%s is completed by a subclass that is generated. Make it abstract."
                            .formatted(name));
        }
        if (Members.homeOf(owner).getKind() != ElementKind.PACKAGE) {
            complaints.add(
                    owner,
                    "%s stands in another class, and what is generated stands beside it. Move it to a file of its own."
                            .formatted(name));
        }
        if (!owner.getTypeParameters().isEmpty()) {
            complaints.add(
                    owner,
                    "%s has type parameters, and events have none. Remove them.".formatted(name));
        }
    }

    private static Optional<Declared> read(
            TypeElement owner,
            Kind kind,
            Root root,
            ProcessingEnvironment environment,
            TypeNames names,
            Complaints complaints) {
        var types = environment.getTypeUtils();
        State state = new StateReader(owner, kind, types, complaints).read();
        Bodies bodies = new BodiesReader(owner, kind, root, environment, complaints).read(state);
        new Completeness(owner, kind, complaints).require(bodies, root);
        if (!kind.isDecision()) {
            new NameClashes(owner, complaints).require(bodies.all());
        }
        new Inheritance(owner, kind, environment, complaints).require();
        return complaints.isEmpty()
                ? Optional.of(
                        new Declared(
                                owner,
                                kind,
                                root,
                                bodies,
                                state,
                                taggedBy(owner, kind, complaints),
                                names))
                : Optional.empty();
    }

    private static String taggedBy(TypeElement owner, Kind kind, Complaints complaints) {
        String key = owner.getAnnotation(EventSourced.class).taggedBy();
        if (!key.isEmpty() && kind != Kind.OBJECT) {
            complaints.add(
                    owner,
                    "Only the events of enduring objects are selected by a tag, and %s is none. Remove taggedBy."
                            .formatted(owner.getSimpleName()));
        }
        try {
            EventTag.of(key.isEmpty() ? "key" : key, "");
        } catch (IllegalArgumentException e) {
            complaints.add(
                    owner,
                    "taggedBy cannot be the key of a tag. " + String.valueOf(e.getMessage()));
        }
        return key;
    }
}
