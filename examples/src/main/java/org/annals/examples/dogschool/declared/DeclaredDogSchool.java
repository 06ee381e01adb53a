package org.annals.examples.dogschool.declared;

import org.annals.application.Application;
import org.annals.settings.Settings;

/** The application of the declarative style. May be shared. */
public final class DeclaredDogSchool extends Application {
    public DeclaredDogSchool(Settings settings) {
        super(settings, Dog_.TYPE);
    }

    /** Registers a dog and returns its id. */
    public String registerDog(String name) {
        var dog = Dog.register(name);
        save(dog);
        return dog.id();
    }

    /**
     * Teaches a dog a trick.
     *
     * @throws org.annals.application.AggregateNotFoundException if there is no such dog
     */
    public void addTrick(String dogId, String trick) {
        execute(Dog.class, dogId, dog -> dog.addTrick(trick));
    }

    /**
     * Returns a dog as it is now.
     *
     * @throws org.annals.application.AggregateNotFoundException if there is no such dog
     */
    public Dog dog(String dogId) {
        return repository().get(Dog.class, dogId);
    }
}
