package org.annals.examples.dogschool;

import org.annals.application.Application;
import org.annals.following.Upstream;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.annals.settings.Settings;

import java.util.ArrayList;
import java.util.List;
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

    /** Opens what keeps the view of how many times each trick was taught, beside the log. */
    public ProjectionRunner trickCounts() {
        return ProjectionRunner.open(Upstream.of(this), TrickCounts.PROJECTION, views());
    }

    /** Returns how many times each trick was taught, as the view has it, most taught first. */
    public List<TrickCount> mostTaught() {
        List<TrickCount> counts = new ArrayList<>();
        views().liveEdition(TrickCounts.NAME)
                .ifPresent(
                        edition ->
                                save(
                                        transaction -> {
                                            counts.clear();
                                            counts.addAll(
                                                    TrickCounts.of(transaction, edition).all());
                                        }));
        return counts;
    }

    private ViewStore views() {
        return ViewStore.of(events().recorder());
    }
}
