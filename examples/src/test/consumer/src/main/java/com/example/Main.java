package com.example;

import org.annals.application.Application;
import org.annals.settings.Settings;

import java.util.Map;

public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var file = args.length == 0 ? "school.db" : args[0];
        var settings = Settings.of(Map.of("PERSISTENCE_MODULE", "sqlite", "SQLITE_DBNAME", file));
        try (var school = new School(settings)) {
            System.out.println(school.register("Fido") + " at " + school);
        }
    }

    /** The application. */
    static final class School extends Application {
        School(Settings settings) {
            super(settings, Dog_.TYPE);
        }

        String register(String name) {
            var dog = new Dog_(name);
            dog.addTrick("roll over");
            save(dog);
            return repository().get(Dog.class, dog.id()).tricks.toString();
        }
    }
}
