package org.annals.examples.dogschool;

import org.annals.application.Application;
import org.annals.settings.Settings;

import java.util.stream.Stream;

/** The application of the explicit style: commands and queries over dogs. May be shared. */
public class DogSchool extends Application {
    public DogSchool(Settings settings) {
        super(settings, Dog.TYPE);
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
        var dog = repository().get(Dog.class, dogId);
        dog.addTrick(trick);
        save(dog);
    }

    /**
     * Returns a dog as it is now.
     *
     * @throws org.annals.application.AggregateNotFoundException if there is no such dog
     */
    public Dog dog(String dogId) {
        return repository().get(Dog.class, dogId);
    }

    /**
     * Returns a dog as it was at a version.
     *
     * @throws org.annals.application.AggregateNotFoundException if there is no such dog
     */
    public Dog dog(String dogId, long version) {
        return repository().get(Dog.class, dogId, version);
    }

    /** Returns the ids of all dogs, in the order in which they came, read as it is consumed. */
    public Stream<String> dogIds() {
        return repository().ids(Dog.class);
    }
}
