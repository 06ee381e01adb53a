package org.annals.testkit.simulation;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** A shop that takes orders, a depot that sends what is ordered, and letters about both. */
final class Orders {
    static final EventSystem SYSTEM = withDepot(Depot::new);

    private Orders() {}

    record Ordered(String what) {}

    record Sent(String what) {}

    record Written(String text) {}

    static EventSystem withDepot(Function<Settings, Depot> depot) {
        Node<Shop> shop = node(Shop.class, Shop::new);
        Node<Letters> letters = node(Letters.class, Letters::new);
        return EventSystem.of(pipe(shop, node(Depot.class, depot), letters), pipe(shop, letters));
    }

    private static DomainEvent<?> event(Object value) {
        return DomainEvent.of(value, EventDetails.none());
    }

    private static List<Object> eventsOf(Application application) {
        try (var all = application.events().read(LogSelection.all())) {
            return new ArrayList<>(all.<Object>map(each -> each.domainEvent().event()).toList());
        }
    }

    static final class Shop extends Application {
        Shop(Settings settings) {
            super(settings, EventTypes.of(Ordered.class));
        }

        void order(String what) {
            save(event(new Ordered(what)));
        }
    }

    static class Depot extends ProcessApplication {
        Depot(Settings settings) {
            super("Depot", settings, EventTypes.of(Sent.class));
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            if (event.event() instanceof Ordered(var what)) {
                send(what, processing);
            }
        }

        void send(String what, ProcessingEvent processing) {
            processing.collect(sent(what));
        }

        static DomainEvent<?> sent(String what) {
            return event(new Sent(what));
        }

        List<Object> all() {
            return eventsOf(this);
        }
    }

    static final class Letters extends ProcessApplication {
        Letters(Settings settings) {
            super(settings, EventTypes.of(Written.class));
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            processing.collect(event(new Written(event.event().toString())));
        }

        /** Returns what was written, in no order: who is first depends. */
        List<String> texts() {
            List<String> texts = new ArrayList<>();
            for (Object each : eventsOf(this)) {
                texts.add(((Written) each).text());
            }
            Collections.sort(texts);
            return texts;
        }
    }
}
