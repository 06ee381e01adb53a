package org.annals.examples.guide;

import org.annals.application.Application;
import org.annals.application.EventSourcedLog;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;

// @start region="registry"
public class DogRegistry extends Application {
    public sealed interface Entry {
        record Registered(String dogId) implements Entry {}

        record YearClosed(int year) implements Entry {}
    }

    private final EventSourcedLog<Entry> entries =
            new EventSourcedLog<>(events(), "registry", Entry.class);

    public DogRegistry(Settings settings) {
        super(settings, Dog.TYPE, EventTypes.of(Entry.class));
    }

    public String registerDog(String name) {
        var dog = Dog.register(name);
        save(dog, entries.next(new Entry.Registered(dog.id())).getFirst());
        return dog.id();
    }

    public void closeYear(int year) {
        save(entries.next(new Entry.YearClosed(year)).getFirst());
    }

    public EventSourcedLog<Entry> entries() {
        return entries;
    }
}
// @end
