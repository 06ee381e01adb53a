package org.annals.processor;

import org.annals.dcb.Observe;
import org.annals.domain.Event;
import org.annals.domain.On;
import org.annals.processor.Body.Argument;
import org.annals.processor.Body.Use;
import org.annals.processor.Declared.State;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads the constructors and methods of a class that apply events. For one class. */
final class BodiesReader {
    private final TypeElement owner;
    private final Kind kind;
    private final Elements elements;
    private final Types types;
    private final Complaints complaints;
    private final EventNames names;
    private final Matching matching;
    private final List<Body> creations = new ArrayList<>();
    private final List<Body> methods = new ArrayList<>();
    private final List<ExecutableElement> passed = new ArrayList<>();

    BodiesReader(
            TypeElement owner,
            Kind kind,
            Root root,
            ProcessingEnvironment environment,
            Complaints complaints) {
        this.owner = owner;
        this.kind = kind;
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
        this.complaints = complaints;
        this.names = new EventNames(owner, root, elements, types, complaints);
        this.matching = new Matching(types, complaints);
    }

    /**
     * @param state how a state is taken, or null if none is
     */
    Bodies read(@Nullable State state) {
        ElementFilter.constructorsIn(owner.getEnclosedElements())
                .forEach(each -> readConstructor(each, state));
        ElementFilter.methodsIn(owner.getEnclosedElements()).forEach(this::readMethod);
        return new Bodies(creations, methods, passed);
    }

    private void readConstructor(ExecutableElement constructor, @Nullable State state) {
        boolean isEvent = Annotations.find(constructor, Event.class).isPresent();
        if (kind.isDecision()) {
            if (isEvent) {
                refuseTrigger(constructor);
            } else if (!constructor.getModifiers().contains(Modifier.PRIVATE)) {
                requireVisible(constructor);
                passed.add(constructor);
            }
            return;
        }
        if (isEvent) {
            Members.requireBody(constructor, elements, types, complaints);
            requireIds(constructor);
            names.of(constructor).ifPresent(event -> creations.add(triggering(constructor, event)));
        } else if (state == null || !constructor.equals(state.constructor())) {
            refusePlain(constructor);
        }
    }

    private void requireVisible(ExecutableElement constructor) {
        new Visibility(elements.getPackageOf(owner), elements)
                .hiddenIn(constructor)
                .ifPresent(
                        hidden ->
                                complaints.add(
                                        constructor,
                                        "%s, and the generated subclass has the same constructor. Let it be visible in the package at least, or make the constructor private."
                                                .formatted(hidden)));
    }

    private void requireIds(ExecutableElement constructor) {
        var ids = constructor.getParameters().stream().filter(Matching::isId).toList();
        for (var each : ids) {
            if (kind != Kind.AGGREGATE || ids.size() > 1 || !isText(each.asType())) {
                complaints.add(
                        each,
                        "The id is one parameter of type String, of an aggregate's constructor. An enduring object has its id as a component with its @Tag.");
            }
        }
    }

    private boolean isText(TypeMirror type) {
        return type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && element.getQualifiedName().contentEquals("java.lang.String");
    }

    private void refusePlain(ExecutableElement constructor) {
        boolean isImplicit =
                elements.getOrigin(constructor) == Elements.Origin.MANDATED
                        && constructor.getParameters().isEmpty();
        complaints.add(
                isImplicit ? owner : constructor,
                (isImplicit
                                ? "%s has no constructor, and it is one that applies the event by which objects begin. Write it, and mark it: @Event(\"Registered\")."
                                : "This constructor of %s neither applies an event nor takes the state over. Mark it with @Event(\"…\"), name its parameter's class in @EventSourced(state = …), or remove it.")
                        .formatted(owner.getSimpleName()));
    }

    private void readMethod(ExecutableElement method) {
        List<Use> uses = new ArrayList<>();
        Annotations.find(method, Event.class).ifPresent(each -> uses.add(Use.TRIGGERS));
        Annotations.find(method, On.class).ifPresent(each -> uses.add(Use.APPLIES));
        Annotations.find(method, Observe.class).ifPresent(each -> uses.add(Use.OBSERVES));
        if (uses.isEmpty()) {
            return;
        }
        if (uses.size() > 1) {
            complaints.add(
                    method,
                    "%s names its event more than once. Choose one of @Event, @On and @Observe."
                            .formatted(method.getSimpleName()));
            return;
        }
        Members.requireBody(method, elements, types, complaints);
        switch (uses.getFirst()) {
            case TRIGGERS, REPLAYS -> readTriggering(method);
            case APPLIES -> readApplying(method, Use.APPLIES);
            case OBSERVES -> readObserving(method);
        }
    }

    private void readTriggering(ExecutableElement method) {
        if (kind.isDecision()) {
            refuseTrigger(method);
            return;
        }
        Members.requireOverridable(method, complaints);
        names.of(method).ifPresent(event -> methods.add(triggering(method, event)));
    }

    private void refuseTrigger(ExecutableElement body) {
        complaints.add(
                body,
                "%s decides in execute(), and what it triggers there is not folded. Trigger there, and mark with @On what applies an event that was read."
                        .formatted(owner.getSimpleName()));
    }

    private Body triggering(ExecutableElement body, EventRecord event) {
        List<Argument> arguments =
                switch (event) {
                    case EventRecord.Generated generated -> matching.ofGenerated(body);
                    case EventRecord.Own(var element) -> {
                        if (element.getKind() != ElementKind.RECORD) {
                            complaints.add(
                                    body,
                                    "%s is no record, so it cannot be made of parameters. Make it one."
                                            .formatted(element.getQualifiedName()));
                        }
                        yield matching.ofTriggered(body, element);
                    }
                };
        boolean replays = body.getAnnotation(Event.class).replayOnly();
        return new Body(body, event, replays ? Use.REPLAYS : Use.TRIGGERS, arguments);
    }

    private void readObserving(ExecutableElement method) {
        if (kind != Kind.SLICE) {
            complaints.add(
                    method,
                    "%s decides on nothing that an event could be without weight for. Write @On."
                            .formatted(owner.getSimpleName()));
            return;
        }
        readApplying(method, Use.OBSERVES);
    }

    private void readApplying(ExecutableElement method, Use use) {
        var annotation = use == Use.OBSERVES ? Observe.class : On.class;
        TypeMirror named = Annotations.classNamed(method, annotation, "value");
        if (named == null) {
            complaints.add(method, "No event is named. Name a record that is one.");
            return;
        }
        names.own(method, named)
                .filter(event -> isOne(method, event.element()))
                .ifPresent(
                        event ->
                                methods.add(
                                        new Body(
                                                method,
                                                event,
                                                use,
                                                matching.ofApplied(method, event.element()))));
    }

    /** Returns whether what is applied is one event, where it must be. */
    private boolean isOne(ExecutableElement method, TypeElement event) {
        boolean isOne = kind.isDecision() || event.getModifiers().contains(Modifier.FINAL);
        if (!isOne) {
            complaints.add(
                    method,
                    "%s stands for several events, and here a body applies one. Name a record."
                            .formatted(event.getQualifiedName()));
        }
        return isOne;
    }
}
