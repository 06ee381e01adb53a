package org.annals.examples.cli;

import static java.time.temporal.ChronoUnit.SECONDS;

import org.annals.domain.Origin;
import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;

import java.util.List;

/** Shows a school: its dogs, one of them as it was, and its notifications. For one thread. */
final class SchoolView {
    private static final int MOST_DOGS = 8;

    private final DogSchool school;
    private final Terminal out;

    SchoolView(DogSchool school, Terminal out) {
        this.school = school;
        this.out = out;
    }

    void showDogs() {
        List<String> ids = school.dogIds().toList();
        int left = Math.max(0, ids.size() - MOST_DOGS);
        out.heading("Dogs");
        out.line("  %7s  %-20s  %s".formatted("version", "modified", "name and tricks"));
        if (left > 0) {
            out.line("  ... and %d more before these".formatted(left));
        }
        ids.subList(left, ids.size()).forEach(id -> show(school.dog(id)));
    }

    void showEarlier(String dogId, long version) {
        out.heading("A dog as it was at version " + version);
        show(school.dog(dogId, version));
    }

    private void show(Dog dog) {
        out.line(
                "  %7d  %-20s  %s: %s"
                        .formatted(
                                dog.version(),
                                dog.modifiedOn().truncatedTo(SECONDS),
                                out.visible(dog.name()),
                                out.visible(String.join(", ", dog.tricks()))));
    }

    void showNotifications(long after) {
        out.heading("New notifications");
        out.line("  %8s  %-15s  %7s  %s".formatted("position", "event", "version", "dog"));
        int most = school.notificationLog().sectionSize();
        school.notificationLog().select(after + 1, most).forEach(this::show);
    }

    private void show(Notification notification) {
        StoredEvent event = notification.storedEvent();
        Origin origin = event.origin();
        out.line(
                "  %8d  %-15s  %7s  %s"
                        .formatted(
                                notification.position(),
                                out.visible(event.type()),
                                origin == null ? "-" : origin.version(),
                                origin == null ? "-" : out.visible(origin.aggregateId())));
    }
}
