package org.annals.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that the page says. Immutable.
 *
 * @param entries in the order of their families and names
 * @param otherUpcasts those of types that no event has or had
 * @param unknown the types that are named as events and are not among the classes
 */
record Survey(
        List<Entry> entries,
        List<UpcastStep> otherUpcasts,
        List<ApplicationFacts> applications,
        Set<String> unknown) {
    Survey {
        entries = List.copyOf(entries);
        otherUpcasts = List.copyOf(otherUpcasts);
        applications = List.copyOf(applications);
        unknown = Set.copyOf(unknown);
    }

    static Survey of(Classes classes) {
        Events events = Events.in(classes);
        var graph = new CallGraph(classes);
        var participants = new Participants(classes, events, graph);
        Map<String, Set<Mention>> triggers = Triggers.in(classes, events, participants);
        Map<String, Set<Handling>> handlings = Handlings.in(classes, events, participants, graph);
        List<UpcastStep> upcasts = upcasts(classes, participants);
        List<Entry> entries = new ArrayList<>();
        Set<Participant> triggering = new TreeSet<>();
        for (EventFacts each : events.all()) {
            Set<Mention> by = triggers.getOrDefault(each.name(), Set.of());
            by.forEach(mention -> triggering.add(mention.by()));
            entries.add(
                    new Entry(
                            each,
                            upcasts.stream()
                                    .filter(step -> each.stored().has(step.type()))
                                    .toList(),
                            new TreeSet<>(by),
                            new TreeSet<>(handlings.getOrDefault(each.name(), Set.of()))));
        }
        List<UpcastStep> others =
                upcasts.stream()
                        .filter(
                                step ->
                                        events.all().stream()
                                                .noneMatch(each -> each.stored().has(step.type())))
                        .toList();
        return new Survey(
                entries,
                others,
                new ApplicationSearch(classes, events, graph, triggering).all(),
                events.unknown());
    }

    private static List<UpcastStep> upcasts(Classes classes, Participants participants) {
        Set<UpcastStep> found = new TreeSet<>();
        for (ClassFacts each : classes.all()) {
            Participant by = participants.participant(each.name(), Kind.UPCASTER);
            each.methods().stream()
                    .flatMap(method -> method.given().stream())
                    .filter(Naming::isUpcaster)
                    .flatMap(call -> upcast(call, by).stream())
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }

    private static Optional<UpcastStep> upcast(Given call, Participant by) {
        boolean isKnown =
                call.arguments().get(0).size() == 1 && call.arguments().get(1).size() == 1;
        return isKnown
                        && call.arguments().get(0).getFirst() instanceof Constant.OfText(var type)
                        && call.arguments().get(1).getFirst()
                                instanceof Constant.OfNumber(var version)
                ? Optional.of(new UpcastStep(type, version, by))
                : Optional.empty();
    }
}
