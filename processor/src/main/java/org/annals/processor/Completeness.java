package org.annals.processor;

import com.palantir.javapoet.ClassName;

import org.annals.processor.Body.Use;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.lang.model.element.TypeElement;

/** Whether what a class applies is all that it must, and nothing twice. For one class. */
final class Completeness {
    private final TypeElement owner;
    private final Kind kind;
    private final Complaints complaints;

    Completeness(TypeElement owner, Kind kind, Complaints complaints) {
        this.owner = owner;
        this.kind = kind;
        this.complaints = complaints;
    }

    /** Requires that there is something to apply, and that each event is applied by one body. */
    void require(Bodies bodies, Root root) {
        String name = owner.getSimpleName().toString();
        requireOnce(bodies.all());
        if (kind.isDecision()) {
            if (bodies.passed().isEmpty()) {
                complaints.add(
                        owner,
                        "All constructors of %s are private, and the generated subclass calls them. Let one be visible in the package."
                                .formatted(name));
            }
            if (bodies.methods().isEmpty() && complaints.isEmpty()) {
                complaints.add(
                        owner,
                        "%s has no method that is marked with @On, so nothing is to be generated. Mark what applies an event, or remove @EventSourced."
                                .formatted(name));
            }
        } else if (bodies.creations().stream().noneMatch(each -> each.use() == Use.TRIGGERS)
                && complaints.isEmpty()) {
            complaints.add(
                    owner,
                    "%s has no constructor that triggers the event by which objects begin. Mark one, which is not only for replay: @Event(\"Registered\")."
                            .formatted(name));
        }
        if (kind == Kind.AGGREGATE && root instanceof Root.Own(var element)) {
            requireAll(element, bodies.all());
        }
    }

    /** Requires that no event is applied by two. */
    private void requireOnce(List<Body> all) {
        Map<ClassName, Body> seen = new HashMap<>();
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

    private void requireAll(TypeElement root, List<Body> all) {
        Set<ClassName> applied = new HashSet<>();
        all.forEach(each -> applied.add(each.event().className()));
        for (TypeElement open : SealedElements.openIn(root)) {
            complaints.add(
                    owner,
                    "%s is neither sealed nor final, so its events cannot be listed. Make it a record."
                            .formatted(open.getQualifiedName()));
        }
        for (TypeElement leaf : SealedElements.leavesOf(root)) {
            if (!applied.contains(new EventRecord.Own(leaf).className())) {
                complaints.add(
                        owner,
                        "%s is an event of %s that nothing applies. Name it at a method, with @Event or @On."
                                .formatted(leaf.getQualifiedName(), owner.getSimpleName()));
            }
        }
    }
}
