package org.annals.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds what is done with events. For one survey. */
final class Handlings {
    private static final Set<String> FOLLOWED = Set.of("followedTypes", "eventClasses");

    private final Classes classes;
    private final Events events;
    private final Participants participants;
    private final CallGraph graph;
    private final Naming naming;
    private final EventArguments arguments;
    // What is said of classes that are named, and what only follows from how code looks at them.
    private final Map<String, Set<Handling>> said = new TreeMap<>();
    private final Map<String, Set<Handling>> inferred = new TreeMap<>();
    private final Map<String, Set<String>> reached = new HashMap<>();

    private Handlings(Classes classes, Events events, Participants participants, CallGraph graph) {
        this.classes = classes;
        this.events = events;
        this.participants = participants;
        this.graph = graph;
        this.naming = new Naming(classes);
        this.arguments = new EventArguments(classes);
    }

    /** Returns what is done, by the internal name of the event. */
    static Map<String, Set<Handling>> in(
            Classes classes, Events events, Participants participants, CallGraph graph) {
        var handlings = new Handlings(classes, events, participants, graph);
        classes.all().stream().flatMap(each -> each.methods().stream()).forEach(handlings::addAll);
        handlings.inferWhatIsNotSaid();
        classes.all().forEach(handlings::addWhole);
        return handlings.said;
    }

    private void addAll(MethodFacts method) {
        for (Given each : method.given()) {
            naming.role(each).ifPresent(role -> addSaid(each, role, method));
            if (Naming.isTest(each)) {
                Stream.concat(each.classes(), receiver(each)).forEach(type -> infer(type, method));
            }
        }
        Kind kind = classes.kindOf(method.name().owner());
        Optional<Role> role = roleOfFilter(kind);
        if (role.isPresent() && FOLLOWED.contains(method.name().name())) {
            Participant own = participants.participant(method.name().owner(), kind);
            method.given().stream()
                    .flatMap(Given::classes)
                    .forEach(type -> add(said, type, own, role.get()));
        }
        method.tested().forEach(type -> infer(type, method));
    }

    private static Stream<String> receiver(Given call) {
        return new Given(call.target(), List.of(), List.of(call.receiver())).classes();
    }

    private static Optional<Role> roleOfFilter(Kind kind) {
        return switch (kind) {
            case PROCESS_APPLICATION -> Optional.of(Role.FOLLOWS);
            case INLINE_VIEW -> Optional.of(Role.PROJECTS);
            default -> Optional.empty();
        };
    }

    private void addSaid(Given call, Role role, MethodFacts method) {
        String owner = method.name().owner();
        switch (role) {
            case PROJECTS ->
                    call.classes()
                            .forEach(each -> add(said, each, part(owner, Kind.PROJECTION), role));
            default -> {
                for (Mention by : participants.of(method)) {
                    call.classes().forEach(each -> add(said, each, by.by(), role));
                }
            }
        }
    }

    private Participant part(String owner, Kind kind) {
        return participants.participant(owner, kind);
    }

    private void infer(String type, MethodFacts method) {
        List<EventFacts> meant = events.of(type);
        boolean isOfEvent = events.has(method.name().owner());
        if (meant.isEmpty() || (isOfEvent && type.equals(method.name().owner()))) {
            return;
        }
        for (Mention each : participants.of(method)) {
            for (EventFacts event : meant) {
                role(each, event)
                        .ifPresent(role -> put(inferred, event, each.by(), role, as(type, event)));
            }
        }
    }

    private Optional<Role> role(Mention by, EventFacts event) {
        return switch (by.by().kind()) {
            case AGGREGATE, ENDURING_OBJECT ->
                    Optional.of(isOwn(by.by(), event) ? Role.APPLIES : Role.READS);
            case DECIDER, EVOLUTION -> Optional.of(Role.APPLIES);
            case PROCESS_MANAGER -> Optional.of(leads(by, "evolve") ? Role.APPLIES : Role.FOLLOWS);
            case PROCESS_APPLICATION ->
                    Optional.of(leads(by, "policy") ? Role.FOLLOWS : Role.READS);
            case SLICE, QUERY_SLICE, PROJECTOR -> Optional.of(Role.FOLDS);
            case PROJECTION, INLINE_VIEW -> Optional.of(Role.PROJECTS);
            case GROUP, APPLICATION -> Optional.of(Role.READS);
            case UPCASTER -> Optional.empty();
            // What events do with themselves, and others of which nobody is known who calls them.
            case OTHER -> events.has(by.by().type()) ? Optional.empty() : Optional.of(Role.READS);
        };
    }

    private boolean isOwn(Participant by, EventFacts event) {
        return own(by.type()).stream().anyMatch(each -> each.name().equals(event.name()));
    }

    private List<EventFacts> own(String type) {
        String root = arguments.of(type);
        return root == null ? List.of() : events.of(root);
    }

    private boolean leads(Mention by, String method) {
        return reached.computeIfAbsent(
                        by.by().type() + '.' + method,
                        added -> graph.within(by.by().type(), method))
                .contains(by.method());
    }

    private void inferWhatIsNotSaid() {
        inferred.forEach(
                (event, handlings) -> {
                    Set<Handling> all = said.computeIfAbsent(event, added -> new TreeSet<>());
                    Set<Participant> known = new TreeSet<>();
                    all.forEach(each -> known.add(each.by()));
                    for (Handling each : handlings) {
                        if (!known.contains(each.by())) {
                            all.add(each);
                        }
                    }
                });
    }

    /** Adds those that apply events without looking which these are. */
    private void addWhole(ClassFacts type) {
        Kind kind = classes.kindOf(type.name());
        boolean applies =
                switch (kind) {
                    case AGGREGATE, ENDURING_OBJECT, DECIDER, EVOLUTION, PROCESS_MANAGER -> true;
                    default -> false;
                };
        String root = arguments.of(type.name());
        if (!applies || type.isAbstract() || root == null) {
            return;
        }
        Participant own = part(type.name(), kind);
        List<EventFacts> all = events.of(root);
        boolean looks =
                all.stream()
                        .flatMap(each -> said.getOrDefault(each.name(), Set.of()).stream())
                        .anyMatch(each -> each.role() == Role.APPLIES && each.by().equals(own));
        if (!looks) {
            all.forEach(each -> put(said, each, own, Role.APPLIES, as(root, each)));
        }
    }

    private void add(Map<String, Set<Handling>> to, String type, Participant by, Role role) {
        events.of(type).forEach(each -> put(to, each, by, role, as(type, each)));
    }

    private static String as(String type, EventFacts event) {
        return type.equals(event.name()) ? "" : type;
    }

    private static void put(
            Map<String, Set<Handling>> to, EventFacts event, Participant by, Role role, String as) {
        Set<Handling> all = to.computeIfAbsent(event.name(), added -> new TreeSet<>());
        boolean isNamed =
                all.stream()
                        .anyMatch(
                                each ->
                                        each.by().equals(by)
                                                && each.role() == role
                                                && each.as().isEmpty());
        if (isNamed) {
            return;
        }
        if (as.isEmpty()) {
            all.removeIf(each -> each.by().equals(by) && each.role() == role);
        }
        all.add(new Handling(by, role, as));
    }
}
