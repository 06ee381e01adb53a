package org.annals.catalogue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All classes of events, by internal name. Immutable. */
final class Events {
    private final Classes classes;
    private final EventArguments arguments;
    private final Naming naming;
    private final Map<String, EventFacts> byName = new TreeMap<>();
    private final Map<String, StoredName> named = new TreeMap<>();
    private final Set<String> roots = new TreeSet<>();
    private final Set<String> unknown = new TreeSet<>();
    private final Map<String, List<EventFacts>> byType = new TreeMap<>();

    private Events(Classes classes) {
        this.classes = classes;
        this.arguments = new EventArguments(classes);
        this.naming = new Naming(classes);
    }

    /**
     * Finds those that a base class, a registration, a handler or an annotation says are events.
     */
    static Events in(Classes classes) {
        var events = new Events(classes);
        Set<String> states = new TreeSet<>();
        for (ClassFacts each : classes.all()) {
            addIfPresent(states, events.arguments.stateOf(each.name()));
            for (MethodFacts method : each.methods()) {
                method.given().forEach(call -> events.addGiven(call, states));
            }
        }
        for (ClassFacts each : classes.all()) {
            String root = events.arguments.of(each.name());
            if (root != null) {
                events.add(root);
            }
            if (each.eventType() != null && !states.contains(each.name())) {
                // An enclosing class has one too, for its part of the names.
                events.addIfFinal(each);
            }
        }
        events.roots.forEach(events::addLeaves);
        return events;
    }

    private static void addIfPresent(Set<String> all, @Nullable String name) {
        if (name != null) {
            all.add(name);
        }
    }

    private void addGiven(Given call, Set<String> states) {
        if (Naming.namesState(call)) {
            call.classes().findFirst().ifPresent(states::add);
        } else if (Naming.isNamed(call)) {
            addNamed(call);
        } else if (Naming.isRegistration(call) || naming.role(call).isPresent()) {
            call.classes().forEach(this::add);
        }
    }

    private void addNamed(Given call) {
        List<String> texts = new ArrayList<>();
        int version = 1;
        for (Constant each : call.constants().toList()) {
            switch (each) {
                case Constant.OfText(var text) -> texts.add(text);
                case Constant.OfNumber(var number) -> version = number;
                default -> {}
            }
        }
        String type = call.classes().findFirst().orElse(null);
        if (type != null && !texts.isEmpty()) {
            List<String> aliases = texts.subList(1, texts.size());
            named.put(type, new StoredName(texts.getFirst(), version, aliases, false));
            add(type);
        }
    }

    private void addIfFinal(ClassFacts type) {
        if (type.isFinal() && !type.isAbstract()) {
            add(type.name());
        }
    }

    private void add(String root) {
        if (classes.find(root) == null) {
            if (!Library.has(root) && root.indexOf('/') > 0 && !root.startsWith("java/")) {
                unknown.add(root);
            }
            return;
        }
        roots.add(root);
    }

    private void addLeaves(String root) {
        for (String each : classes.leavesOf(root)) {
            ClassFacts type = classes.find(each);
            if (type != null && classes.kindOf(each) == Kind.OTHER) {
                byName.put(each, new EventFacts(type, storedName(type), family(type)));
            }
        }
    }

    private StoredName storedName(ClassFacts type) {
        StoredName given = named.get(type.name());
        return given == null ? StoredName.of(type, classes) : given;
    }

    private String family(ClassFacts type) {
        String family = type.enclosing() == null ? type.name() : type.enclosing();
        for (String each : classes.lineage(type.name())) {
            ClassFacts facts = classes.find(each);
            boolean isMeant = facts != null && (facts.isSealed() || roots.contains(each));
            if (isMeant && !each.equals(type.name())) {
                family = each;
            }
        }
        return family;
    }

    Collection<EventFacts> all() {
        return byName.values();
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Returns the classes of events that a type stands for: itself, and all that are of it. */
    List<EventFacts> of(String type) {
        return classes.find(type) == null
                ? List.of()
                : byType.computeIfAbsent(
                        type,
                        added ->
                                byName.values().stream()
                                        .filter(each -> classes.lineage(each.name()).contains(type))
                                        .toList());
    }

    /** Returns the types that are named as events, and are not among the classes. */
    Set<String> unknown() {
        return unknown;
    }
}
