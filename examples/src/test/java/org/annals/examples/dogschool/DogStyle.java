package org.annals.examples.dogschool;

import static java.util.Objects.requireNonNull;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.examples.dogschool.declared.DeclaredDogSchool;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;

import java.util.List;

/** The four styles, to be asked the same. */
enum DogStyle {
    EXPLICIT {
        @Override
        Application open(Settings settings) {
            return new DogSchool(settings);
        }

        @Override
        String register(Application school, String name) {
            return ((DogSchool) school).registerDog(name);
        }

        @Override
        void addTrick(Application school, String id, String trick) {
            ((DogSchool) school).addTrick(id, trick);
        }

        @Override
        DogState dog(Application school, String id) {
            Dog dog = ((DogSchool) school).dog(id);
            return new DogState(dog.name(), dog.tricks());
        }
    },
    DECLARED {
        @Override
        Application open(Settings settings) {
            return new DeclaredDogSchool(settings);
        }

        @Override
        String register(Application school, String name) {
            return ((DeclaredDogSchool) school).registerDog(name);
        }

        @Override
        void addTrick(Application school, String id, String trick) {
            ((DeclaredDogSchool) school).addTrick(id, trick);
        }

        @Override
        DogState dog(Application school, String id) {
            var dog = ((DeclaredDogSchool) school).dog(id);
            return new DogState(dog.name(), dog.tricks());
        }
    },
    IMMUTABLE {
        @Override
        Application open(Settings settings) {
            return new ImmutableDogSchool(settings);
        }

        @Override
        String register(Application school, String name) {
            return ((ImmutableDogSchool) school).registerDog(name);
        }

        @Override
        void addTrick(Application school, String id, String trick) {
            ((ImmutableDogSchool) school).addTrick(id, trick);
        }

        @Override
        DogState dog(Application school, String id) {
            return ((ImmutableDogSchool) school).dog(id);
        }
    },
    FUNCTIONAL {
        @Override
        Application open(Settings settings) {
            return new FunctionalDogSchool(settings);
        }

        @Override
        String register(Application school, String name) {
            return ((FunctionalDogSchool) school).registerDog(name);
        }

        @Override
        void addTrick(Application school, String id, String trick) {
            ((FunctionalDogSchool) school).addTrick(id, trick);
        }

        @Override
        DogState dog(Application school, String id) {
            return ((FunctionalDogSchool) school).dog(id);
        }
    };

    abstract Application open(Settings settings);

    abstract String register(Application school, String name);

    abstract void addTrick(Application school, String id, String trick);

    abstract DogState dog(Application school, String id);

    /** What is stored, without what differs from run to run. */
    static List<String> stored(Application school) {
        return school.events()
                .read(LogSelection.all())
                .map(recording -> recording.position() + " " + told(recording.domainEvent()))
                .toList();
    }

    private static String told(DomainEvent<?> event) {
        return requireNonNull(event.origin()).version() + " " + event.event();
    }
}
