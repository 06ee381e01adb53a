package org.annals.catalogue;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds who makes events to trigger them. For one survey. */
final class Triggers {
    private final Events events;
    private final Participants participants;
    private final Map<String, Set<Mention>> found = new TreeMap<>();

    private Triggers(Events events, Participants participants) {
        this.events = events;
        this.participants = participants;
    }

    /** Returns who does, by the internal name of the event. */
    static Map<String, Set<Mention>> in(Classes classes, Events events, Participants participants) {
        var triggers = new Triggers(events, participants);
        classes.all().stream().flatMap(each -> each.methods().stream()).forEach(triggers::addAll);
        return triggers.found;
    }

    private void addAll(MethodFacts method) {
        method.made().stream().filter(events::has).forEach(each -> add(each, method));
    }

    private void add(String event, MethodFacts method) {
        for (Mention each : participants.of(method)) {
            // An upcaster makes what was recorded; an event makes others like itself for whoever
            // asks.
            boolean isTrigger = each.by().kind() != Kind.UPCASTER && !events.has(each.by().type());
            if (isTrigger) {
                found.computeIfAbsent(event, added -> new TreeSet<>()).add(each);
            }
        }
    }
}
