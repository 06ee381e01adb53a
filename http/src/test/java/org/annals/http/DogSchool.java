package org.annals.http;

import org.annals.application.Application;
import org.annals.settings.Settings;

/** The application that is read from afar. */
public final class DogSchool extends Application {
    public DogSchool(Settings settings) {
        super(settings, Dog.TYPE);
    }

    /** Records so many events of one more dog, and returns its id. */
    public String record(int events) {
        Dog dog = Dog.register("Fid\u00f6");
        for (int i = 1; i < events; i++) {
            dog.addTrick("trick \ud83d\ude00 " + i);
        }
        save(dog);
        return dog.id();
    }

    public void addTrick(String dogId, String trick) {
        Dog dog = repository().get(Dog.class, dogId);
        dog.addTrick(trick);
        save(dog);
    }
}
