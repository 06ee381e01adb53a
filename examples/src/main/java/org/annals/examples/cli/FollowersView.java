package org.annals.examples.cli;

import org.annals.examples.dogschool.Certificates;
import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.examples.dogschool.TrickCount;
import org.annals.following.FollowerStatus;
import org.annals.projection.ProjectionRunner;
import org.annals.system.Runner;

import java.time.Duration;

/** Shows what follows from what a school records: certificates, and a view. For one thread. */
final class FollowersView {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST_TRICKS = 5;

    private final Runner runner;
    private final ProjectionRunner counts;
    private final Terminal out;

    FollowersView(Runner runner, ProjectionRunner counts, Terminal out) {
        this.runner = runner;
        this.counts = counts;
        this.out = out;
    }

    /**
     * Waits until all that is recorded has been followed.
     *
     * @throws IllegalStateException if it takes too long
     */
    void awaitAll() throws InterruptedException {
        long head = counts.upstream().log().head();
        if (!runner.awaitQuiet(PATIENCE) || !counts.await(head, PATIENCE)) {
            throw new IllegalStateException(
                    "What follows is not done after %s: %s, %s. Run it again."
                            .formatted(PATIENCE, runner.status(), counts.status()));
        }
    }

    void showCertificate(Dog dog) {
        out.heading("A certificate, by an application that follows the school");
        runner.status().forEach(this::show);
        String tricks = String.join(", ", runner.get(Certificates.class).tricksOf(dog.id()));
        out.line("  %s has shown: %s".formatted(out.visible(dog.name()), out.visible(tricks)));
    }

    void showTricks(DogSchool school) {
        out.heading("Tricks most taught, a view beside the log");
        show(counts.status());
        school.mostTaught().stream().limit(MOST_TRICKS).forEach(this::show);
    }

    private void show(TrickCount count) {
        out.line("  %8d  %s".formatted(count.times(), out.visible(count.trick())));
    }

    private void show(FollowerStatus status) {
        out.line(
                "  %s follows %s: at position %d, %s behind"
                        .formatted(
                                out.visible(status.follower()),
                                out.visible(status.upstream()),
                                status.position(),
                                Count.of(status.lag(), "event")));
    }
}
