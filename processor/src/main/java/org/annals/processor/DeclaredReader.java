package org.annals.processor;

import org.annals.dcb.EnduringType;
import org.annals.dcb.Observe;
import org.annals.domain.AggregateType;
import org.annals.domain.Event;
import org.annals.domain.EventSourced;
import org.annals.domain.EventTag;
import org.annals.domain.On;
import org.annals.processor.Body.Argument;
import org.annals.processor.Body.Use;
import org.annals.processor.Declared.State;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
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

/** Reads an {@link EventSourced} class, and tells what is wrong with it. For one class. */
final class DeclaredReader {
    private final TypeElement owner;
    private final Kind kind;
    private final Elements elements;
    private final Types types;
    private final Complaints complaints;
    private final Matching matching;
    private final List<Body> creations = new ArrayList<>();
    private final List<Body> bodies = new ArrayList<>();
    private final List<ExecutableElement> passed = new ArrayList<>();

    private DeclaredReader(
            TypeElement owner,
            Kind kind,
            ProcessingEnvironment environment,
            Complaints complaints) {
        this.owner = owner;
        this.kind = kind;
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
        this.complaints = complaints;
        this.matching = new Matching(types, complaints);
    }

    /** Returns what is declared, or nothing if there are complaints. */
    static Optional<Declared> read(
            TypeElement owner, ProcessingEnvironment environment, Complaints complaints) {
        Optional<Kind> kind = Bases.kindOf(owner, environment.getTypeUtils());
        if (kind.isEmpty() || owner.getKind() != ElementKind.CLASS) {
            complaints.add(
                    owner,
                    "%s is no aggregate, enduring object or slice, so nothing can be generated of it. Let it extend Aggregate<%sEvent>, or remove @EventSourced."
                            .formatted(owner.getSimpleName(), owner.getSimpleName()));
            return Optional.empty();
        }
        return new DeclaredReader(owner, kind.get(), environment, complaints).read();
    }

    private Optional<Declared> read() {
        requireClass();
        Optional<Root> root = Roots.of(owner, kind, types, complaints);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        State state = state();
        var names = new EventNames(owner, root.get(), elements, types, complaints);
        ElementFilter.constructorsIn(owner.getEnclosedElements())
                .forEach(each -> readConstructor(each, names, state));
        ElementFilter.methodsIn(owner.getEnclosedElements())
                .forEach(each -> readMethod(each, names));
        requireWhole(root.get());
        return complaints.isEmpty()
                ? Optional.of(
                        new Declared(
                                owner,
                                kind,
                                root.get(),
                                creations,
                                bodies,
                                passed,
                                state,
                                taggedBy()))
                : Optional.empty();
    }

    private void requireClass() {
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

    private void readConstructor(
            ExecutableElement constructor, EventNames names, @Nullable State state) {
        boolean isEvent = Annotations.find(constructor, Event.class).isPresent();
        if (kind.isDecision()) {
            if (isEvent) {
                refuseTrigger(constructor);
            } else if (!constructor.getModifiers().contains(Modifier.PRIVATE)) {
                passed.add(constructor);
            }
            return;
        }
        if (isEvent) {
            Members.requireBody(constructor, complaints);
            requireIds(constructor);
            names.of(constructor).ifPresent(event -> creations.add(triggering(constructor, event)));
        } else if (state == null || !isOf(constructor, state)) {
            refusePlain(constructor);
        }
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

    private boolean isOf(ExecutableElement constructor, State state) {
        return constructor.getParameters().size() == 1
                && types.isSameType(
                        types.erasure(constructor.getParameters().getFirst().asType()),
                        types.erasure(state.element().asType()));
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

    private void readMethod(ExecutableElement method, EventNames names) {
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
        Members.requireBody(method, complaints);
        switch (uses.getFirst()) {
            case TRIGGERS, REPLAYS -> readTriggering(method, names);
            case APPLIES -> readApplying(method, names, Use.APPLIES);
            case OBSERVES -> readObserving(method, names);
        }
    }

    private void readTriggering(ExecutableElement method, EventNames names) {
        if (kind.isDecision()) {
            refuseTrigger(method);
            return;
        }
        Members.requireOverridable(method, complaints);
        names.of(method).ifPresent(event -> bodies.add(triggering(method, event)));
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

    private void readObserving(ExecutableElement method, EventNames names) {
        if (kind != Kind.SLICE) {
            complaints.add(
                    method,
                    "%s decides on nothing that an event could be without weight for. Write @On."
                            .formatted(owner.getSimpleName()));
            return;
        }
        readApplying(method, names, Use.OBSERVES);
    }

    private void readApplying(ExecutableElement method, EventNames names, Use use) {
        var annotation = use == Use.OBSERVES ? Observe.class : On.class;
        TypeMirror named = Annotations.classNamed(method, annotation, "value");
        if (named == null) {
            complaints.add(method, "No event is named. Name a record that is one.");
            return;
        }
        names.own(method, named)
                .filter(EventRecord.Own.class::isInstance)
                .map(EventRecord.Own.class::cast)
                .filter(event -> isOne(method, event.element()))
                .ifPresent(
                        event ->
                                bodies.add(
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

    private @Nullable State state() {
        TypeMirror named = Annotations.classNamed(owner, EventSourced.class, "state");
        if (!(named instanceof DeclaredType declared)) {
            return null;
        }
        var stateClass = (TypeElement) declared.asElement();
        if (kind.isDecision()) {
            complaints.add(
                    owner,
                    "%s is a decision model, which is not kept. Remove the state."
                            .formatted(owner.getSimpleName()));
            return null;
        }
        List<ExecutableElement> methods =
                ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
                        .filter(each -> each.getParameters().isEmpty())
                        .filter(each -> !each.getModifiers().contains(Modifier.PRIVATE))
                        .filter(each -> !each.getModifiers().contains(Modifier.STATIC))
                        .filter(each -> types.isSameType(each.getReturnType(), named))
                        .toList();
        State state = methods.size() == 1 ? new State(stateClass, methods.getFirst()) : null;
        boolean isMade =
                state != null
                        && ElementFilter.constructorsIn(owner.getEnclosedElements()).stream()
                                .filter(each -> !each.getModifiers().contains(Modifier.PRIVATE))
                                .anyMatch(each -> isOf(each, state));
        if (!isMade) {
            complaints.add(
                    owner,
                    "%s has the state %s. Give it one method without parameters that returns it and one constructor of it alone, neither of them private."
                            .formatted(owner.getSimpleName(), stateClass.getSimpleName()));
        }
        return state;
    }

    private String taggedBy() {
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

    private void requireWhole(Root root) {
        String name = owner.getSimpleName().toString();
        requireOnce();
        if (kind.isDecision()) {
            if (passed.isEmpty()) {
                complaints.add(
                        owner,
                        "All constructors of %s are private, and the generated subclass calls them. Let one be visible in the package."
                                .formatted(name));
            }
            if (bodies.isEmpty() && complaints.isEmpty()) {
                complaints.add(
                        owner,
                        "%s has no method that is marked with @On, so nothing is to be generated. Mark what applies an event, or remove @EventSourced."
                                .formatted(name));
            }
        } else if (creations.stream().noneMatch(each -> each.use() == Use.TRIGGERS)
                && complaints.isEmpty()) {
            complaints.add(
                    owner,
                    "%s has no constructor that triggers the event by which objects begin. Mark one, which is not only for replay: @Event(\"Registered\")."
                            .formatted(name));
        }
        if (kind == Kind.AGGREGATE && root instanceof Root.Own(var element)) {
            requireAll(element);
        }
        requireNothingAbstract();
        requireNoCircle();
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

    /** Requires that no event is applied by two. */
    private void requireOnce() {
        Map<Object, Body> seen = new HashMap<>();
        List<Body> all = new ArrayList<>(creations);
        all.addAll(bodies);
        for (Body each : all) {
            Body other = seen.putIfAbsent(each.event().className(), each);
            if (other != null) {
                complaints.add(
                        each.element(),
                        "%s is the event of %s already. One body applies an event: give this one another name."
                                .formatted(each.event().className().simpleName(), other.element()));
            }
        }
    }

    private void requireAll(TypeElement root) {
        Set<Object> applied = new HashSet<>();
        creations.forEach(each -> applied.add(each.event().className()));
        bodies.forEach(each -> applied.add(each.event().className()));
        for (TypeElement leaf : Roots.leavesOf(root)) {
            if (!leaf.getModifiers().contains(Modifier.FINAL)) {
                complaints.add(
                        owner,
                        "%s is neither sealed nor final, so its events cannot be listed. Make it a record."
                                .formatted(leaf.getQualifiedName()));
            } else if (!applied.contains(new EventRecord.Own(leaf).className())) {
                complaints.add(
                        owner,
                        "%s is an event of %s that nothing applies. Name it at a method, with @Event or @On."
                                .formatted(leaf.getQualifiedName(), owner.getSimpleName()));
            }
        }
    }

    private void requireNothingAbstract() {
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
}
