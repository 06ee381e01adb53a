package org.annals.examples.projection;

import org.annals.examples.dogschool.DogSchool;
import org.annals.following.Upstream;
import org.annals.persistence.Tracking;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.annals.settings.Settings;

import java.time.Duration;

/** Keeps the sum of a log until it is killed. */
final class ProjectingProcess {
    private ProjectingProcess() {}

    /** Finds the log in the environment, and the view by an address or in the log's database. */
    public static void main(String[] args) throws Exception {
        var school = new DogSchool(Settings.environment());
        ViewStore views =
                args.length == 0
                        ? ViewStore.of(school.events().recorder())
                        : byJdbc(school.effectiveSettings().get("POSTGRES_DBNAME"));
        var runner =
                ProjectionRunner.builder(Upstream.of(school), Sum.PROJECTION, views)
                        .batchSize(1)
                        .lease(Duration.ofMillis(200))
                        .open();
        String place = runner.edition().trackingOf(school.name());
        long before = views.findTracking(place).map(Tracking::position).orElse(0L);
        runner.start();
        runner.await(before + 1, Duration.ofMinutes(1));
        System.out.println("ready");
        runner.runForever();
    }

    private static ViewStore byJdbc(String database) {
        return ViewKind.byUrl(
                "jdbc:postgresql://%s:%s/%s?user=%s&password=%s"
                        .formatted(
                                System.getenv("POSTGRES_HOST"),
                                System.getenv("POSTGRES_PORT"),
                                database,
                                System.getenv("POSTGRES_USER"),
                                System.getenv("POSTGRES_PASSWORD")));
    }
}
