package org.annals.examples.cli;

import org.annals.examples.dogschool.Certificates;
import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.projection.ProjectionRunner;
import org.annals.system.Runner;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;

/** Runs the Dog School on an SQLite file or a database, and goes on where it stopped. */
@Command(
        name = "demo",
        header = "Runs a dog school on an SQLite file in the current folder, or on a database.",
        description = "Run again, it goes on where it stopped.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {
    private static final String FILE = "dogschool.db";
    private static final List<String> NAMES = List.of("Fido", "Rex", "Bella", "Luna", "Max");
    private static final List<String> TRICKS =
            List.of("roll over", "fetch ball", "play dead", "give paw", "sit");

    private final Place place;

    @Mixin private final DatabaseOption database = new DatabaseOption();

    DemoCommand(Place place) {
        this.place = place;
    }

    @Override
    public void run() {
        Keeping keeping =
                database.keeping(DogSchool.class.getSimpleName(), place.folder().resolve(FILE));
        String where = keeping.where();
        try (Runner runner = Runner.multiThreaded(Certificates.SYSTEM, keeping.settings());
                ProjectionRunner counts = runner.get(DogSchool.class).trickCounts()) {
            place.out().line("Dog School, kept in %s".formatted(place.out().visible(where)));
            runner.start();
            counts.start();
            day(runner, counts);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The school day was interrupted.", e);
        }
    }

    private void day(Runner runner, ProjectionRunner counts) throws InterruptedException {
        DogSchool school = runner.get(DogSchool.class);
        var before = school.dogIds().toList();
        long head = school.events().recorder().head();
        place.out()
                .line(
                        (before.isEmpty()
                                        ? "A new school. Run this again, and it goes on where it stopped."
                                        : "The school goes on where it stopped, with %s and %s.")
                                .formatted(
                                        Count.of(head, "event"), Count.of(before.size(), "dog")));
        var times = new SaveTimes();
        place.out().heading("Today");
        Dog newcomer = register(NAMES.get(before.size() % NAMES.size()), school, times);
        teach(newcomer, TRICKS.get(before.size() % TRICKS.size()), school, times);
        teach(newcomer, TRICKS.get((before.size() + 1) % TRICKS.size()), school, times);
        if (!before.isEmpty()) {
            Dog first = school.dog(before.getFirst());
            teach(first, TRICKS.get((int) (first.version() % TRICKS.size())), school, times);
        }
        var view = new SchoolView(school, place.out());
        view.showDogs();
        view.showEarlier(newcomer.id(), newcomer.version() - 1);
        view.showNotifications(head);
        var followers = new FollowersView(runner, counts, place.out());
        followers.awaitAll();
        followers.showCertificate(newcomer);
        followers.showTricks(school);
        place.out().heading("Saves, each durable before it returned");
        place.out().line("  %s".formatted(times));
    }

    private Dog register(String name, DogSchool school, SaveTimes times) {
        Dog dog = Dog.register(name);
        times.time(() -> school.save(dog));
        place.out().line("  %s comes to the school".formatted(name));
        return dog;
    }

    private void teach(Dog dog, String trick, DogSchool school, SaveTimes times) {
        dog.addTrick(trick);
        times.time(() -> school.save(dog));
        place.out().line("  %s learns: %s".formatted(place.out().visible(dog.name()), trick));
    }
}
