package org.annals.examples.personal;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.Notice;
import org.annals.domain.Erasable;
import org.annals.encryption.SubjectKeys;
import org.annals.examples.RecorderKind;
import org.annals.following.FailurePolicy;
import org.annals.following.Follower;
import org.annals.following.FollowerStatus.State;
import org.annals.following.ParkedEvents;
import org.annals.following.Upstream;
import org.annals.projection.Projection;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Whoever follows waits for keys that are out of reach, and goes on over what was erased. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class PersonalFollowingTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final FailurePolicy PAUSING =
            FailurePolicy.defaults()
                    .withAttempts(1)
                    .withPauses(Duration.ofMillis(1), Duration.ofMillis(2));
    private static final FailurePolicy PARKING = PAUSING.parking();

    private final Customers customers;
    private final Praises praises;
    private final DistantKeys theirs;
    private final DistantKeys ours;
    private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();

    PersonalFollowingTest(RecorderKind recorder, @TempDir Path folder) {
        SubjectKeys keys = SubjectKeys.inFolder(folder.resolve("keys"));
        this.theirs = new DistantKeys(keys);
        this.ours = new DistantKeys(keys);
        Settings settings = recorder.in(folder);
        this.customers = new Customers(settings.using(SubjectKeys.class, theirs));
        this.praises = new Praises(settings.using(SubjectKeys.class, ours));
        Customer customer = Customer.register("c-1", "Ophelia", 7);
        customer.recommend("c-2", "good");
        customers.save(customer);
    }

    @AfterEach
    void close() {
        praises.close();
        customers.close();
    }

    private Follower follower(FailurePolicy failures) {
        return Follower.builder("Praises", Upstream.of(customers), praises.downstream())
                .types(Set.of(Customer.Event.class))
                .onFailure(failures)
                .batchSize(1)
                .notices(notices::add)
                .build();
    }

    private ParkedEvents parked() {
        return new ParkedEvents(Upstream.of(customers), praises.downstream());
    }

    private void assertThatItWaitsAndGoesOn(DistantKeys distant, FailurePolicy failures) {
        try (var follower = follower(failures)) {
            distant.whileOutOfReach(
                    () -> {
                        for (int times = 1; times <= 3; times++) {
                            assertThat(follower.drain()).isZero();
                            assertThat(follower.status().state()).isEqualTo(State.AWAY);
                        }
                    });
            assertThat(parked().count()).isZero();

            assertThat(follower.drain()).isEqualTo(2);
            assertThat(follower.status().state()).isEqualTo(State.LIVE);
            assertThat(parked().count()).isZero();
            assertThat(praises.fanOf("c-1").state())
                    .isEqualTo(new Customer.State(Erasable.of("Ophelia"), 7, 1));
        }
    }

    @Test
    void keysOutOfReachOfWhatIsReadAreWaitedFor() {
        assertThatItWaitsAndGoesOn(theirs, PAUSING);
    }

    @Test
    void keysOutOfReachOfWhatIsReadParkNothing() {
        assertThatItWaitsAndGoesOn(theirs, PARKING);
    }

    @Test
    void keysOutOfReachOfWhatAPolicyRecordsAreWaitedFor() {
        assertThatItWaitsAndGoesOn(ours, PAUSING);
    }

    @Test
    void keysOutOfReachOfWhatAPolicyRecordsParkNothing() {
        assertThatItWaitsAndGoesOn(ours, PARKING);
    }

    @Test
    void keysThatAreLostWhileItRunsAreWaitedForAndThatIsTold() throws Exception {
        theirs.lose();
        Follower follower = follower(PARKING);
        Thread running = Thread.ofPlatform().start(follower::run);
        try {
            assertThat(notices.poll(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(Notice.FollowerAway.class);
            assertThat(follower.status().failure()).hasMessageContaining("far away");
            theirs.find();

            assertThat(follower.await(2, LONG)).isTrue();
            assertThat(parked().count()).isZero();
        } finally {
            follower.stop();
            running.join();
        }
    }

    private static Projection<List<String>> names(int version, List<String> names) {
        return Projection.of("names", transaction -> names)
                .version(version)
                .on(
                        Customer.Event.Registered.class,
                        (view, event) -> view.add(event.name().orElse("erased")));
    }

    private ProjectionRunner projecting(int version, List<String> names) {
        return ProjectionRunner.builder(
                        Upstream.of(customers),
                        names(version, names),
                        ViewStore.of(customers.events().recorder()))
                .onFailure(PARKING)
                .notices(notices::add)
                .open();
    }

    @Test
    void aProjectionWaitsForKeysToo() throws Exception {
        List<String> names = new CopyOnWriteArrayList<>();
        try (var runner = projecting(1, names)) {
            theirs.lose();
            runner.start();
            assertThat(notices.poll(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(Notice.FollowerAway.class);
            theirs.find();

            assertThat(runner.await(2, LONG)).isTrue();
            assertThat(names).containsExactly("Ophelia");
            assertThat(runner.parked().count()).isZero();
        }
    }

    @Test
    void anEventThatIsParkedIsErasedToo() {
        praises.isRefusing = true;
        try (var follower = follower(PARKING)) {
            assertThat(follower.drain()).isEqualTo(2);
            assertThat(parked().read(0, 9)).hasSize(2);
            assertThat(parked().read(0, 9).toString()).doesNotContain("Ophelia");

            customers.erase("c-1");
            praises.isRefusing = false;

            assertThat(parked().retry("c-1")).isEqualTo(2);
            assertThat(parked().count()).isZero();
            assertThat(praises.fanOf("c-1").state())
                    .isEqualTo(new Customer.State(Erasable.of("somebody"), 7, 1));
        }
    }

    @Test
    void aProjectionGoesOnOverWhatWasErasedAndABuildAnewReadsItAsErased() {
        List<String> names = new ArrayList<>();
        try (var runner = projecting(1, names)) {
            runner.drain();
            assertThat(names).containsExactly("Ophelia");
            customers.erase("c-1");
            customers.save(Customer.register("c-3", "Gertrude", 1));

            runner.drain();

            assertThat(names).containsExactly("Ophelia", "Gertrude");
            assertThat(runner.status().state()).isEqualTo(State.LIVE);
        }
        List<String> anew = new ArrayList<>();
        try (var runner = projecting(2, anew)) {
            runner.drain();

            assertThat(anew).containsExactly("erased", "Gertrude");
            assertThat(runner.parked().count()).isZero();
        }
    }
}
