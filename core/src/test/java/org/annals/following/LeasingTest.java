package org.annals.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.application.Application;
import org.annals.application.DogSchool;
import org.annals.domain.Dog;
import org.annals.following.FollowerStatus.State;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Lease;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Recorder;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Tracking;
import org.annals.persistence.Transcoder;
import org.annals.recording.Eventually;
import org.annals.recording.Joining;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Of followers that compete one follows, and whoever has lost its lease writes nothing more. */
final class LeasingTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final DogSchool school =
            new DogSchool(
                    Settings.only(Map.of()).using(Transcoder.class, new RememberingTranscoder()));
    private final MemoryRecorder recorder = MemoryRecorder.open("Places");
    private final List<Thread> threads = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();

    /** Counts what it is given before it records the place. */
    private class Places implements RecordedDownstream {
        final AtomicInteger given = new AtomicInteger();

        @Override
        public Recorder recorder() {
            return recorder;
        }

        @Override
        public void process(List<Incoming> events, Tracking tracking) {
            given.addAndGet(events.size());
            recorder.append(AppendRequest.of(List.of()).withTracking(tracking));
        }

        @Override
        public void processParked(Incoming event, ProcessChange.Unpark unpark) {
            throw new AssertionError("Nothing is parked.");
        }
    }

    private Follower follower(Places places, Duration lease) {
        Follower follower =
                Follower.builder("Places", Upstream.of(school), places).lease(lease).build();
        followers.add(follower);
        return follower;
    }

    private void run(Follower follower) {
        threads.add(Thread.startVirtualThread(follower::run));
    }

    private static void awaitState(Follower follower, State state) {
        Eventually.await(() -> follower.status().state() == state);
    }

    @AfterEach
    void close() {
        followers.forEach(Follower::stop);
        threads.forEach(Joining::join);
        school.close();
        recorder.close();
    }

    @Test
    void oneFollowsAndTheOtherStandsByAndSeesHowFarItIs() throws Exception {
        school.registerDog("Fido");
        Follower first = follower(new Places(), LONG);
        run(first);
        assertThat(first.await(1, LONG)).isTrue();
        var others = new Places();
        Follower second = follower(others, LONG);
        run(second);

        awaitState(second, State.STANDBY);
        school.registerDog("Rex");

        assertThat(second.await(2, LONG)).isTrue();
        assertThat(others.given).hasValue(0);
        assertThat(second.status().isHealthy()).isTrue();
        assertThat(recorder.findTracking("DogSchool").orElseThrow().epoch()).isEqualTo(1);
    }

    @Test
    void oneThatStandsByKnowsHowFarTheOtherIsBehind() throws Exception {
        school.registerDog("Fido");
        assertThat(recorder.acquireLease("DogSchool", "somebody who is slow", LONG)).isPresent();
        Follower standing = follower(new Places(), LONG);
        run(standing);
        awaitState(standing, State.STANDBY);

        school.registerDog("Rex");

        Eventually.await(() -> standing.status().lag() == 2);
        assertThat(standing.status().state()).isEqualTo(State.STANDBY);
    }

    private static final class Kennel extends Application {
        private Kennel(String name) {
            super(
                    name,
                    Settings.only(Map.of()).using(Transcoder.class, new RememberingTranscoder()),
                    Dog.TYPE);
        }
    }

    // By its name it is another log, which would be followed from the beginning.
    @Test
    void aLogThatWasRenamedIsNotFollowedAnew() {
        school.registerDog("Fido");
        school.registerDog("Rex");
        assertThat(follower(new Places(), LONG).drain()).isEqualTo(2);
        try (var renamed = new Kennel("Dog");
                var another = new Kennel("Another")) {
            school.events().recorder().readLog(LogSelection.all()).notifications().stream()
                    .map(Notification::storedEvent)
                    .forEach(each -> renamed.events().recorder().append(List.of(each)));
            another.save(Dog.register("Rex"), Dog.register("Fido"));
            var places = new Places();
            Follower follower =
                    Follower.builder("Places", Upstream.of(renamed), places).lease(LONG).build();
            followers.add(follower);

            assertThat(follower.drain()).isZero();

            assertThat(follower.status().state()).isEqualTo(State.PAUSED);
            assertThat(follower.status().failure())
                    .isInstanceOf(UpstreamChangedException.class)
                    .hasMessageContaining("'Dog'")
                    .hasMessageContaining("followed as 'DogSchool' to position 2")
                    .hasMessageContaining("former name");
            assertThat(places.given).hasValue(0);
            Follower other =
                    Follower.builder("Places", Upstream.of(another), places).lease(LONG).build();
            followers.add(other);
            assertThat(other.drain()).as("a log that is new").isEqualTo(2);
        }
    }

    @Test
    void aLeaseThatIsOverAtOnceIsRefused() {
        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> follower(new Places(), none))
                    .withMessageContaining("A lease of " + none)
                    .withMessageContaining("'Places'");
        }
    }

    @Test
    void theOtherTakesOverAtOnceWhenTheFirstIsStopped() throws Exception {
        school.registerDog("Fido");
        Follower first = follower(new Places(), LONG);
        run(first);
        assertThat(first.await(1, LONG)).isTrue();
        var others = new Places();
        Follower second = follower(others, LONG);
        run(second);
        awaitState(second, State.STANDBY);

        first.stop();
        school.registerDog("Rex");

        assertThat(second.await(2, LONG)).isTrue();
        assertThat(others.given).hasValue(1);
        assertThat(recorder.findTracking("DogSchool").orElseThrow().epoch()).isEqualTo(2);
    }

    @Test
    void aLeaseIsKeptForAsLongAsAnEventTakes() throws Exception {
        var arrived = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        Follower slow =
                follower(
                        new Places() {
                            @Override
                            public void process(List<Incoming> events, Tracking tracking) {
                                arrived.countDown();
                                try {
                                    mayGoOn.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                                super.process(events, tracking);
                            }
                        },
                        SHORT);
        school.registerDog("Fido");
        run(slow);
        arrived.await();
        Follower other = follower(new Places(), SHORT);
        run(other);
        awaitState(other, State.STANDBY);
        Lease before = recorder.findLease("DogSchool").orElseThrow();
        assertThat(other.await(1, SHORT.multipliedBy(3))).isFalse();

        mayGoOn.countDown();

        assertThat(slow.await(1, LONG)).isTrue();
        assertThat(recorder.findLease("DogSchool")).contains(before);
    }

    @Test
    void whoeverHasLostTheLeaseWritesNothingAndStandsBy() throws Exception {
        school.registerDog("Fido");
        Follower first = follower(new Places(), LONG);
        run(first);
        assertThat(first.await(1, LONG)).isTrue();
        Lease lost = recorder.findLease("DogSchool").orElseThrow();

        assertThat(recorder.releaseLease(lost)).isTrue();
        assertThat(recorder.acquireLease("DogSchool", "another", LONG)).isPresent();
        school.registerDog("Rex");

        awaitState(first, State.STANDBY);
        assertThat(recorder.trackedPosition("DogSchool")).isEqualTo(1);
    }

    @Test
    void oneThatDrainsStandsByLikewise() {
        school.registerDog("Fido");
        assertThat(recorder.acquireLease("DogSchool", "another", LONG)).isPresent();
        Follower follower = follower(new Places(), LONG);

        assertThat(follower.drain()).isZero();
        assertThat(follower.status().state()).isEqualTo(State.STANDBY);

        recorder.releaseLease(recorder.findLease("DogSchool").orElseThrow());
        assertThat(follower.drain()).isEqualTo(1);
        assertThat(recorder.findLease("DogSchool")).isPresent();
        follower.stop();
        assertThat(recorder.findLease("DogSchool")).isEmpty();
    }
}
