package org.annals.examples.dogschool;

import org.annals.application.Application;
import org.annals.domain.Evolved;
import org.annals.domain.TriggerScope;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;

/** The school of immutable dogs: a command makes a new value, and that is saved. May be shared. */
public class ImmutableDogSchool extends Application {
    public ImmutableDogSchool(Settings settings) {
        super(settings, EventTypes.of(Dog.Event.class));
    }

    /** Registers a dog and returns its id. */
    public String registerDog(String name) {
        var id = TriggerScope.current().nextId().toString();
        save(Evolved.initial(id, DogState.EVOLUTION).trigger(new Dog.Event.Registered(name)));
        return id;
    }

    /**
     * Teaches a dog a trick.
     *
     * @throws org.annals.application.AggregateNotFoundException if there is no such dog
     */
    public void addTrick(String dogId, String trick) {
        save(repository().get(DogState.EVOLUTION, dogId).trigger(new Dog.Event.TrickAdded(trick)));
    }

    /**
     * Returns a dog as it is now.
     *
     * @throws org.annals.application.AggregateNotFoundException if there is no such dog
     */
    public DogState dog(String dogId) {
        return repository().get(DogState.EVOLUTION, dogId).state();
    }
}
