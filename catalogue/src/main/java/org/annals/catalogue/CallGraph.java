package org.annals.catalogue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Who calls which method, as far as code tells. Immutable. */
final class CallGraph {
    private final Classes classes;
    private final Map<MethodName, MethodFacts> methods = new HashMap<>();
    private final Map<MethodName, Set<MethodName>> callers = new HashMap<>();
    private final Map<MethodName, Set<Participant>> makers = new HashMap<>();

    CallGraph(Classes classes) {
        this.classes = classes;
        classes.all().stream()
                .flatMap(each -> each.methods().stream())
                .forEach(each -> methods.put(each.name(), each));
        methods.values().forEach(this::addCalls);
    }

    private void addCalls(MethodFacts method) {
        Set<MethodName> others = new LinkedHashSet<>(method.calls());
        for (Given call : method.given()) {
            Kind made = Naming.made(call);
            if (made != null) {
                call.methods().forEach(each -> addMaker(each, made, method));
                call.methods().forEach(others::remove);
            }
        }
        for (MethodName each : others) {
            for (MethodName target : targets(each)) {
                callers.computeIfAbsent(target, added -> new HashSet<>()).add(method.name());
            }
        }
    }

    private void addMaker(MethodName lambda, Kind made, MethodFacts method) {
        var maker = new Participant(classes.written(method.name().owner()), made);
        for (MethodName target : targets(lambda)) {
            makers.computeIfAbsent(target, added -> new HashSet<>()).add(maker);
        }
    }

    /** Returns what a call may lead to: the method that is found, and all that override it. */
    private Set<MethodName> targets(MethodName called) {
        Set<MethodName> found = new HashSet<>();
        for (String each : classes.lineage(called.owner())) {
            if (methods.containsKey(called.in(each))) {
                found.add(called.in(each));
                break;
            }
        }
        // A call of a functional interface, say, would lead to whatever implements it anywhere.
        boolean isOurs = classes.find(called.owner()) != null;
        if (isOurs && !called.name().startsWith("<")) {
            addOverriding(called, called.owner(), found, new HashSet<>());
        }
        return found;
    }

    private void addOverriding(
            MethodName called, String of, Set<MethodName> found, Set<String> visited) {
        for (String each : classes.subclassesOf(of)) {
            if (visited.add(each)) {
                if (methods.containsKey(called.in(each))) {
                    found.add(called.in(each));
                }
                addOverriding(called, each, found, visited);
            }
        }
    }

    Set<MethodName> callersOf(MethodName method) {
        return callers.getOrDefault(method, Set.of());
    }

    boolean isLambda(MethodName method) {
        MethodFacts facts = methods.get(method);
        return facts != null && facts.isLambda();
    }

    /** Returns whether a method is called on an object that is there. */
    boolean isOfObject(MethodName method) {
        MethodFacts facts = methods.get(method);
        return facts != null && !facts.isStatic() && !method.name().startsWith("<");
    }

    /** Returns what the library makes of a method that it is given, such as a projection. */
    Set<Participant> makersOf(MethodName method) {
        return makers.getOrDefault(method, Set.of());
    }

    /** Returns the names of the methods of a class that one of them leads to, itself included. */
    Set<String> within(String type, String begin) {
        Set<String> reached = new HashSet<>(Set.of(begin));
        ClassFacts facts = classes.find(type);
        boolean more = facts != null;
        while (more && facts != null) {
            more = false;
            for (MethodFacts each : facts.methods()) {
                if (reached.contains(each.name().name())) {
                    for (MethodName called : each.calls()) {
                        more |= called.owner().equals(type) && reached.add(called.name());
                    }
                }
            }
        }
        return reached;
    }
}
