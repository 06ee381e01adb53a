package org.annals.processor;

import org.annals.domain.EventType;
import org.annals.domain.NamedType;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Whether the events of a class can be told apart where they are stored. For one class. */
final class NameClashes {
    private final TypeElement owner;
    private final Complaints complaints;

    NameClashes(TypeElement owner, Complaints complaints) {
        this.owner = owner;
        this.complaints = complaints;
    }

    /** Requires that no name is that of two events, and that each alias says something. */
    void require(List<Body> bodies) {
        EventType says = owner.getAnnotation(EventType.class);
        if (says != null) {
            requireAliases(owner, says.aliases());
        }
        Map<String, Body> known = new HashMap<>();
        for (Body each : bodies) {
            if (each.event() instanceof EventRecord.Generated event) {
                requireAliases(each.element(), event.says().aliases());
                requireNames(each, event);
            }
            for (String name : namesOf(each.event())) {
                Body other = known.putIfAbsent(name, each);
                if (other != null && !other.event().className().equals(each.event().className())) {
                    complaints.add(
                            each.element(),
                            "'%s' is the stored name or an alias of the event of %s as well. Let events have names of their own."
                                    .formatted(name, other.element()));
                }
            }
        }
    }

    // Those of a record of the user's are required where that is compiled.
    private void requireNames(Body body, EventRecord.Generated event) {
        for (String name : namesOf(event)) {
            if (name.isBlank()) {
                continue;
            }
            try {
                NamedType.requireName(name, event.className().reflectionName());
            } catch (IllegalArgumentException e) {
                complaints.add(body.element(), String.valueOf(e.getMessage()));
            }
        }
    }

    private void requireAliases(Element where, String[] aliases) {
        Set<String> seen = new HashSet<>();
        for (String each : aliases) {
            if (each.isBlank()) {
                complaints.add(where, "An alias is blank. Leave it out.");
            } else if (!seen.add(each)) {
                complaints.add(
                        where, "The alias '%s' is given twice. Leave one out.".formatted(each));
            }
        }
    }

    private Iterable<String> namesOf(EventRecord event) {
        return switch (event) {
            case EventRecord.Own(var element) -> NamedElements.storedNames(element);
            case EventRecord.Generated(var name, var parts, var says) -> {
                NamedType own = NamedElements.named(owner);
                var root =
                        new NamedType(
                                name.enclosingClassName().simpleName(),
                                true,
                                own.name(),
                                own.aliases());
                yield new NamedType(name.simpleName(), false, "", List.of(says.aliases()))
                        .storedNames(List.of(root));
            }
        };
    }
}
