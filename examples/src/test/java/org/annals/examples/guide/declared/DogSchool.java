package org.annals.examples.guide.declared;

// @start region="school"
import org.annals.application.Application;
import org.annals.settings.Settings;

public class DogSchool extends Application {
    public DogSchool(Settings settings) {
        super(settings, Dog_.TYPE);
    }

    public String registerDog(String name) {
        var dog = new Dog_(name);
        save(dog);
        return dog.id();
    }

    public void addTrick(String dogId, String trick) {
        execute(Dog.class, dogId, dog -> dog.addTrick(trick));
    }
}
// @end
