package org.annals.system;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;

/** What is ordered, and what is paid. */
public class Orders extends Application {
    sealed interface Event {
        String id();

        record Placed(String id) implements Event {}

        record Paid(String id) implements Event {}
    }

    public Orders(Settings settings) {
        super(settings, EventTypes.of(Event.class));
    }

    void place(String id) {
        save(DomainEvent.of(new Event.Placed(id), EventDetails.none()));
    }

    void pay(String id) {
        save(DomainEvent.of(new Event.Paid(id), EventDetails.none()));
    }
}
