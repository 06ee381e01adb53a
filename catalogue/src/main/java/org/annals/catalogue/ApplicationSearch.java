package org.annals.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds applications, what they are made of, whom they command and whom they follow. */
final class ApplicationSearch {
    private final Classes classes;
    private final Events events;
    private final EventArguments arguments;
    private final CallGraph graph;
    private final Set<Participant> triggering;
    private final Map<String, Set<String>> follows = new TreeMap<>();

    ApplicationSearch(
            Classes classes, Events events, CallGraph graph, Set<Participant> triggering) {
        this.classes = classes;
        this.events = events;
        this.arguments = new EventArguments(classes);
        this.graph = graph;
        this.triggering = triggering;
        classes.all().stream()
                .flatMap(each -> each.methods().stream())
                .flatMap(each -> each.given().stream())
                .filter(Naming::isPipe)
                .forEach(this::addPipe);
    }

    /** Returns all that can be opened, in the order of their names. */
    List<ApplicationFacts> all() {
        List<ApplicationFacts> found = new ArrayList<>();
        for (ClassFacts each : classes.all()) {
            Kind kind = classes.kindOf(each.name());
            boolean isOne = kind == Kind.APPLICATION || kind == Kind.PROCESS_APPLICATION;
            if (isOne && !each.isAbstract()) {
                found.add(
                        ApplicationFacts.of(
                                new Participant(each.name(), kind),
                                families(each),
                                uses(each),
                                follows.getOrDefault(each.name(), Set.of())));
            }
        }
        return found;
    }

    private void addPipe(Given call) {
        List<String> row =
                call.constants()
                        .flatMap(each -> types(each).stream())
                        .filter(
                                each ->
                                        switch (classes.kindOf(each)) {
                                            case APPLICATION, PROCESS_APPLICATION -> true;
                                            default -> false;
                                        })
                        .toList();
        for (int i = 1; i < row.size(); i++) {
            follows.computeIfAbsent(row.get(i), added -> new TreeSet<>()).add(row.get(i - 1));
        }
    }

    /** Returns the class that a constant is or, if it is a field, that its type speaks of. */
    private List<String> types(Constant constant) {
        return switch (constant) {
            case Constant.OfClass(var name) -> List.of(name);
            case Constant.OfField field -> typesOf(field);
            case Constant.OfText text -> List.of();
            case Constant.OfNumber number -> List.of();
            case Constant.OfMethod method -> List.of();
        };
    }

    private List<String> typesOf(Constant.OfField field) {
        ClassFacts owner = classes.find(field.owner());
        if (owner != null
                && owner.fields().get(field.name()) instanceof TypeUse.OfClass type
                && type.arguments().size() == 1
                && type.arguments().getFirst() instanceof TypeUse.OfClass(var name, var more)) {
            return List.of(name);
        }
        return List.of();
    }

    private Set<String> families(ClassFacts application) {
        Set<String> roots = new HashSet<>();
        Set<String> constructing = graph.within(application.name(), MethodName.CONSTRUCTOR);
        for (MethodFacts each : application.methods()) {
            if (constructing.contains(each.name().name())) {
                addRoots(each, roots);
                each.fields().forEach(field -> addRoots(field, roots));
                each.made().forEach(made -> addArgument(made, roots));
            }
        }
        Set<String> families = new TreeSet<>();
        roots.stream()
                .flatMap(each -> events.of(each).stream())
                .forEach(each -> families.add(each.family()));
        return families;
    }

    private void addRoots(MethodFacts method, Set<String> roots) {
        for (Given each : method.given()) {
            if (Naming.isRegistration(each)) {
                each.classes().forEach(roots::add);
            } else if (Naming.isType(each)) {
                each.classes().forEach(type -> addArgument(type, roots));
            }
        }
    }

    /** Adds what a static field stands for: the type of an aggregate, or what made it. */
    private void addRoots(Constant.OfField field, Set<String> roots) {
        typesOf(field).forEach(each -> addArgument(each, roots));
        ClassFacts owner = classes.find(field.owner());
        boolean isRegistry =
                owner != null
                        && owner.fields().get(field.name()) instanceof TypeUse.OfClass type
                        && Library.isRegistry(type.name());
        if (owner != null && isRegistry) {
            owner.methods().stream()
                    .filter(each -> each.name().name().equals(MethodName.INITIALIZER))
                    .forEach(each -> addRoots(each, roots));
        }
    }

    private void addArgument(String type, Set<String> roots) {
        String root = arguments.of(type);
        if (root != null) {
            roots.add(root);
        }
    }

    /** Returns who triggers events and is named in an application or in what it is made of. */
    private Set<Participant> uses(ClassFacts application) {
        Set<String> named = new HashSet<>();
        application.methods().forEach(each -> named(each).forEach(named::add));
        Set<Participant> uses = new TreeSet<>();
        for (Participant each : triggering) {
            boolean isOther = !each.type().equals(application.name());
            if (isOther && each.kind().isCommanded() && named.contains(each.type())) {
                uses.add(each);
            }
        }
        return uses;
    }

    private Stream<String> named(MethodFacts method) {
        return Stream.of(
                        method.made().stream(),
                        method.calls().stream().map(MethodName::owner),
                        method.fields().stream().map(Constant.OfField::owner),
                        method.given().stream().flatMap(Given::classes))
                .flatMap(each -> each)
                .map(classes::written);
    }
}
