package org.annals.testkit.simulation;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;

/** Follows itself, and records something for whatever it has recorded. */
final class Endless extends ProcessApplication {
    static final EventSystem SYSTEM = ofItself();

    record Noted() {}

    Endless(Settings settings) {
        super(settings, EventTypes.of(Noted.class));
    }

    private static EventSystem ofItself() {
        Node<Endless> node = node(Endless.class, Endless::new);
        return EventSystem.of(pipe(node, node));
    }

    void begin() {
        save(noted());
    }

    @Override
    protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
        processing.collect(noted());
    }

    private static DomainEvent<Noted> noted() {
        return DomainEvent.of(new Noted(), EventDetails.none());
    }
}
