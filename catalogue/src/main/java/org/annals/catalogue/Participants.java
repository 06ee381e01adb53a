package org.annals.catalogue;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds who a method belongs to: its own class, if that extends something of the library; the maker
 * of a lambda; or else whoever calls it, at any depth. Immutable.
 */
final class Participants {
    private final Classes classes;
    private final Events events;
    private final CallGraph graph;

    Participants(Classes classes, Events events, CallGraph graph) {
        this.classes = classes;
        this.events = events;
        this.graph = graph;
    }

    /** Returns those of a method: at least one. */
    Set<Mention> of(MethodFacts method) {
        Set<Mention> found = new TreeSet<>();
        find(method.name(), method.isLambda(), found, new HashSet<>());
        if (found.isEmpty()) {
            Participant own = participant(method.name().owner(), Kind.OTHER);
            found.add(new Mention(own, method.isLambda() ? "" : method.name().name()));
        }
        return found;
    }

    private void find(
            MethodName method, boolean isLambda, Set<Mention> found, Set<MethodName> visited) {
        if (!visited.add(method)) {
            return;
        }
        Set<Participant> makers = graph.makersOf(method);
        for (Participant each : makers) {
            boolean isNamed = !isLambda && each.type().equals(classes.written(method.owner()));
            found.add(new Mention(each, isNamed ? method.name() : ""));
        }
        Kind kind = classes.kindOf(method.owner());
        if (!isLambda && kind != Kind.OTHER) {
            for (String each : names(method)) {
                found.add(new Mention(participant(method.owner(), kind), each));
            }
            return;
        }
        Set<MethodName> callers = graph.callersOf(method);
        if (callers.isEmpty() && makers.isEmpty() && graph.isOfObject(method)) {
            // Others than these classes call it: whoever makes the object has handed it to them.
            callers = constructing(method.owner());
        }
        callers.forEach(each -> find(each, graph.isLambda(each), found, visited));
    }

    /**
     * Returns what a method is called; of the constructor of a generated class, the methods by
     * which the class of which it was generated calls it.
     */
    private Set<String> names(MethodName method) {
        String written = classes.written(method.owner());
        Set<String> names = new HashSet<>();
        if (!written.equals(method.owner()) && method.name().equals(MethodName.CONSTRUCTOR)) {
            graph.callersOf(method).stream()
                    .filter(each -> each.owner().equals(written) && !graph.isLambda(each))
                    .forEach(each -> names.add(each.name()));
        }
        return names.isEmpty() ? Set.of(method.name()) : names;
    }

    private Set<MethodName> constructing(String type) {
        Set<MethodName> callers = new HashSet<>();
        ClassFacts facts = classes.find(type);
        if (facts != null && !events.has(type)) {
            for (MethodFacts each : facts.methods()) {
                if (each.name().name().equals(MethodName.CONSTRUCTOR)) {
                    callers.addAll(graph.callersOf(each.name()));
                }
            }
        }
        return callers;
    }

    /** Returns a class as a participant; what has no name is part of where it stands. */
    Participant participant(String type, Kind kind) {
        ClassFacts facts = classes.find(type);
        while (facts != null && facts.simpleName().isEmpty() && facts.enclosing() != null) {
            facts = classes.find(facts.enclosing());
        }
        return new Participant(classes.written(facts == null ? type : facts.name()), kind);
    }
}
