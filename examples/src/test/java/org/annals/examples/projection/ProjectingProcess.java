package org.annals.examples.projection;

import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.FailurePolicy;
import org.annals.following.Upstream;
import org.annals.persistence.Tracking;
import org.annals.projection.Projection;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ProjectionRunnerBuilder;
import org.annals.projection.ViewStore;
import org.annals.settings.Settings;

import java.time.Duration;

/** Keeps the sum of a log until it is killed. */
final class ProjectingProcess {
    /** Sums what is not divisible by 3, and fails at the rest. */
    static final Projection<Sum> PICKY =
            Projection.of("sum", transaction -> Sum.of(transaction, transaction.table("sums")))
                    .creating(Sum::create)
                    .on(
                            Dog.Event.TrickAdded.class,
                            (sum, event) -> {
                                sum.add(event.trick());
                                if (Long.parseLong(event.trick()) % 3 == 0) {
                                    throw new IllegalStateException("refused on purpose");
                                }
                            });

    // Some are parked in each life.
    private static final int AT_LEAST = 10;
    private static final FailurePolicy PARKING_EACH =
            FailurePolicy.defaults()
                    .withAttempts(1)
                    .parking(event -> event.storedEvent().id().toString());

    private ProjectingProcess() {}

    /**
     * Finds the log in the environment.
     *
     * @param args the view's address, empty for the log's database; and whether it is picky
     */
    public static void main(String[] args) throws Exception {
        var school = new DogSchool(Settings.environment());
        ViewStore views =
                args[0].isEmpty()
                        ? ViewStore.of(school.events().recorder())
                        : ViewKind.byUrl(args[0]);
        var runner = builder(school, views, Boolean.parseBoolean(args[1])).open();
        String place = runner.edition().trackingOf(school.name());
        long before = views.findTracking(place).map(Tracking::position).orElse(0L);
        runner.start();
        runner.await(before + AT_LEAST, Duration.ofMinutes(1));
        System.out.println("ready");
        runner.runForever();
    }

    private static ProjectionRunnerBuilder<Sum> builder(
            DogSchool school, ViewStore views, boolean isPicky) {
        var builder =
                ProjectionRunner.builder(
                                Upstream.of(school), isPicky ? PICKY : Sum.PROJECTION, views)
                        .batchSize(1)
                        .lease(Duration.ofMillis(200))
                        .notices(notice -> {});
        return isPicky ? builder.onFailure(PARKING_EACH) : builder;
    }
}
