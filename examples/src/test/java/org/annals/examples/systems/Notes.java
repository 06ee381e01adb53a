package org.annals.examples.systems;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.examples.dogschool.Dog;
import org.annals.following.Partitions;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Notes what dogs are called and learn, unless it is told to refuse that. */
class Notes extends ProcessApplication {
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    Notes(Settings settings) {
        super(settings, EventTypes.of(Noted.class));
    }

    record Noted(String dog, String what) {}

    /** Notes the same in partitions. */
    static final class InPartitions extends Notes {
        InPartitions(Settings settings) {
            super(settings);
        }

        @Override
        protected Partitions partitions() {
            return Partitions.of(3);
        }
    }

    /** Has its policy throw whenever it is at this. */
    void refuse(String what) {
        refused.add(what);
    }

    /** Refuses nothing from now on. */
    void refuseNothing() {
        refused.clear();
    }

    @Override
    protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
        String what =
                switch (event.event()) {
                    case Dog.Event.Registered(var name) -> name;
                    case Dog.Event.TrickAdded(var trick) -> trick;
                    case Object other -> throw new AssertionError(other);
                };
        if (refused.contains(what)) {
            throw new IllegalStateException("refused on purpose");
        }
        processing.collect(
                DomainEvent.of(new Noted(event.aggregateId(), what), EventDetails.none()));
    }

    /** Returns what was noted, in order. */
    List<String> all() {
        return noted(this).stream().map(Noted::what).toList();
    }

    /** Returns what was noted of a dog, in order. */
    List<String> of(String dog) {
        return noted(this).stream()
                .filter(each -> each.dog().equals(dog))
                .map(Noted::what)
                .toList();
    }

    private static List<Noted> noted(Application application) {
        try (var all = application.events().read(LogSelection.all())) {
            return all.map(each -> (Noted) each.domainEvent().event()).toList();
        }
    }
}
