package org.annals.processor;

import com.palantir.javapoet.ClassName;

import org.annals.domain.Event;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Finds which record the event of a body is. For one class. */
final class EventNames {
    private static final Set<String> NO_COMPONENTS =
            Set.of(
                    "clone",
                    "finalize",
                    "getClass",
                    "hashCode",
                    "notify",
                    "notifyAll",
                    "toString",
                    "wait");

    // Names that no type can have, though each is one.
    private static final Set<String> NO_TYPES =
            Set.of("permits", "record", "sealed", "var", "yield");

    private final TypeElement owner;
    private final Root root;
    private final Elements elements;
    private final Types types;
    private final Complaints complaints;

    EventNames(
            TypeElement owner, Root root, Elements elements, Types types, Complaints complaints) {
        this.owner = owner;
        this.root = root;
        this.elements = elements;
        this.types = types;
        this.complaints = complaints;
    }

    Optional<? extends EventRecord> of(ExecutableElement body) {
        Event says = body.getAnnotation(Event.class);
        AnnotationMirror mirror = Annotations.find(body, Event.class).orElseThrow();
        TypeMirror named = Annotations.classNamed(body, Event.class, "of");
        boolean hasName = hasName(mirror);
        if (named != null) {
            if (mirror.getElementValues().keySet().stream()
                    .map(each -> each.getSimpleName().toString())
                    .anyMatch(each -> !each.equals("of") && !each.equals("replayOnly"))) {
                complaints.add(
                        body,
                        "The event is %s, and what else is said here belongs to a record that is generated. Name the event once, and put the rest into @EventType on that record."
                                .formatted(named));
                return Optional.empty();
            }
            return own(body, named);
        }
        if (!hasName && body.getKind() == ElementKind.CONSTRUCTOR) {
            complaints.add(
                    body,
                    "The event of a constructor has no name to be called by. Give it one: @Event(\"Registered\").");
            return Optional.empty();
        }
        return named(body, nameOf(body, mirror), says);
    }

    /**
     * Returns what a body calls its event, if that is generated.
     *
     * @param says the annotation that says so
     */
    static String nameOf(ExecutableElement body, AnnotationMirror says) {
        return hasName(says) ? body.getAnnotation(Event.class).value() : capitalised(body);
    }

    private static boolean hasName(AnnotationMirror says) {
        return Annotations.written(says, "value").isPresent();
    }

    private static String capitalised(ExecutableElement body) {
        String name = body.getSimpleName().toString();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private Optional<? extends EventRecord> named(ExecutableElement body, String name, Event says) {
        if (!SourceVersion.isName(name, SourceVersion.RELEASE_21)
                || NO_TYPES.contains(name)
                || name.contains(".")) {
            complaints.add(
                    body,
                    "'%s' cannot be the name of a record. Give the event a Java name without a package: @Event(\"TrickAdded\")."
                            .formatted(name));
            return Optional.empty();
        }
        return switch (root) {
            case Root.Generated generated -> generated(body, generated.className(), name, says);
            case Root.Own own -> leaf(body, own.element(), name);
        };
    }

    /** Finds a record of the user's by its simple name. */
    private Optional<EventRecord.Own> leaf(ExecutableElement body, TypeElement root, String name) {
        Set<TypeElement> leaves = SealedElements.leavesOf(root);
        List<TypeElement> found =
                leaves.stream().filter(each -> each.getSimpleName().contentEquals(name)).toList();
        if (found.size() != 1) {
            complaints.add(
                    body,
                    "%s permits %d records of the name %s. It has %s: name one of them, or write @Event(of = ….class)."
                            .formatted(
                                    root.getQualifiedName(),
                                    found.size(),
                                    name,
                                    leaves.stream()
                                            .map(each -> each.getSimpleName().toString())
                                            .toList()));
            return Optional.empty();
        }
        return Optional.of(new EventRecord.Own(found.getFirst()));
    }

    private Optional<EventRecord.Generated> generated(
            ExecutableElement body, ClassName interfaceName, String name, Event says) {
        Optional<String> clash = clashOf(interfaceName, name);
        if (clash.isPresent()) {
            complaints.add(
                    body,
                    "The event cannot be called %s, as %s is. If that is the event, write @Event(of = %s.class); otherwise choose another name."
                            .formatted(name, clash.get(), name));
            return Optional.empty();
        }
        if (says.version() < 1) {
            complaints.add(
                    body,
                    "Versions begin with 1, not with %d. Leave it out.".formatted(says.version()));
            return Optional.empty();
        }
        boolean good = true;
        for (VariableElement each : body.getParameters()) {
            good &= isComponent(each);
        }
        List<VariableElement> parts = new ArrayList<>(body.getParameters());
        parts.removeIf(Matching::isId);
        return good
                ? Optional.of(
                        new EventRecord.Generated(interfaceName.nestedClass(name), parts, says))
                : Optional.empty();
    }

    private boolean isComponent(VariableElement parameter) {
        String name = parameter.getSimpleName().toString();
        if (NO_COMPONENTS.contains(name)) {
            complaints.add(
                    parameter,
                    "A record cannot have a component of the name %s. Choose another one."
                            .formatted(name));
            return false;
        }
        Optional<String> hidden = visibility().hiddenIn(parameter);
        if (hidden.isPresent()) {
            complaints.add(
                    parameter,
                    "%s, and the generated record needs it. Let it be visible in the package at least."
                            .formatted(hidden.get()));
            return false;
        }
        return true;
    }

    private Visibility visibility() {
        return new Visibility(elements.getPackageOf(owner), elements);
    }

    private Optional<String> clashOf(ClassName interfaceName, String name) {
        if (name.equals(interfaceName.simpleName())) {
            return Optional.of("the generated interface");
        }
        PackageElement home = elements.getPackageOf(owner);
        String prefix = home.isUnnamed() ? "" : home.getQualifiedName() + ".";
        for (String candidate : List.of("java.lang." + name, prefix + name)) {
            TypeElement known = elements.getTypeElement(candidate);
            if (known != null) {
                return Optional.of(known.getQualifiedName().toString());
            }
        }
        for (Element each : elements.getAllMembers(owner)) {
            boolean isType = each.getKind().isClass() || each.getKind().isInterface();
            if (isType && each.getSimpleName().contentEquals(name)) {
                return Optional.of(((TypeElement) each).getQualifiedName().toString());
            }
        }
        return Optional.empty();
    }

    /**
     * Returns a record of the user's, which is one of the events.
     *
     * @param body that names it
     */
    Optional<EventRecord.Own> own(ExecutableElement body, TypeMirror named) {
        if (!(named instanceof DeclaredType declared)
                || !(declared.asElement() instanceof TypeElement event)) {
            complaints.add(body, "%s is no event. Name a record that is one.".formatted(named));
            return Optional.empty();
        }
        if (!isRooted(event)) {
            complaints.add(
                    body,
                    "%s is none of the events of %s. Let it implement %s."
                            .formatted(
                                    event.getQualifiedName(),
                                    owner.getSimpleName(),
                                    root.className().simpleName()));
            return Optional.empty();
        }
        Optional<String> hidden = visibility().hiddenIn(event.asType());
        if (hidden.isPresent()) {
            complaints.add(
                    body,
                    "%s, and generated code names it. Let it be visible in the package at least."
                            .formatted(hidden.get()));
            return Optional.empty();
        }
        return Optional.of(new EventRecord.Own(event));
    }

    private boolean isRooted(TypeElement event) {
        return switch (root) {
            case Root.Own own ->
                    types.isSubtype(
                            types.erasure(event.asType()), types.erasure(own.element().asType()));
            // It does not exist yet, so that all there is of it is its name.
            case Root.Generated generated ->
                    elements.getPackageOf(event).equals(elements.getPackageOf(owner))
                            && event.getInterfaces().stream()
                                    .anyMatch(
                                            each ->
                                                    each.toString()
                                                                    .equals(
                                                                            generated
                                                                                    .className()
                                                                                    .simpleName())
                                                            || each.toString()
                                                                    .equals(
                                                                            generated
                                                                                    .className()
                                                                                    .canonicalName()));
        };
    }
}
