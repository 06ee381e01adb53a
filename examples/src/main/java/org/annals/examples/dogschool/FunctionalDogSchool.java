package org.annals.examples.dogschool;

import org.annals.application.Application;
import org.annals.domain.TriggerScope;
import org.annals.persistence.EventTypes;
import org.annals.settings.Settings;

/** The school where a pure function decides. May be shared. */
public class FunctionalDogSchool extends Application {
    private static final DogDecider DOG = new DogDecider();

    public FunctionalDogSchool(Settings settings) {
        super(settings, EventTypes.of(Dog.Event.class));
    }

    /** Registers a dog and returns its id. */
    public String registerDog(String name) {
        var id = TriggerScope.current().nextId().toString();
        execute(DOG, id, new DogCommand.Register(name));
        return id;
    }

    /** Teaches a dog a trick. */
    public void addTrick(String dogId, String trick) {
        execute(DOG, dogId, new DogCommand.AddTrick(trick));
    }

    /**
     * Returns a dog as it is now.
     *
     * @throws org.annals.application.AggregateNotFoundException if there is no such dog
     */
    public DogState dog(String dogId) {
        return repository().get(DOG, dogId).state();
    }
}
