package org.annals.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.DogSchool;
import org.annals.application.Notice;
import org.annals.domain.Dog;
import org.annals.following.FollowerStatus.State;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Mapper;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Tracking;
import org.annals.persistence.Transcoder;
import org.annals.persistence.UnreadableEventException;
import org.annals.recording.Eventually;
import org.annals.recording.Joining;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Whatever fails, each event takes effect once, in order. */
final class FollowerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final FailurePolicy QUICK =
            FailurePolicy.defaults()
                    .withAttempts(3)
                    .withPauses(Duration.ofMillis(1), Duration.ofMillis(2));

    private final Settings settings =
            Settings.only(Map.of()).using(Transcoder.class, new RememberingTranscoder());
    private final DogSchool school = new DogSchool(settings);
    private final Ledger ledger = new Ledger();
    private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Collection<Follower> followers = new ArrayList<>();
    private String fido = "";

    @BeforeEach
    void registerFido() {
        fido = school.registerDog("Fido");
    }

    @AfterEach
    void close() {
        followers.forEach(Follower::stop);
        threads.forEach(Joining::join);
        school.close();
    }

    private void addTricks(int count) {
        for (int i = 1; i <= count; i++) {
            school.addTrick(fido, "trick " + i);
        }
    }

    private FollowerBuilder builder() {
        return builder(Upstream.of(school));
    }

    private FollowerBuilder builder(Upstream upstream) {
        return Follower.builder("Ledger", upstream, ledger).onFailure(QUICK).notices(notices::add);
    }

    private void run(Follower follower) {
        followers.add(follower);
        threads.add(Thread.startVirtualThread(follower::run));
    }

    private static Object registered() {
        return new Dog.Event.Registered("Fido");
    }

    private static Object trick(int number) {
        return new Dog.Event.TrickAdded("trick " + number);
    }

    private static List<Object> tricks(int count) {
        List<Object> tricks = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            tricks.add(trick(i));
        }
        return tricks;
    }

    @Test
    void whatIsThereComesFirstAndThenWhatComes() throws Exception {
        // @start region="follow"
        try (var follower = Follower.builder("Ledger", Upstream.of(school), ledger).build()) {
            threads.add(Thread.startVirtualThread(follower::run));
            school.addTrick(fido, "trick 1");

            assertThat(follower.await(2, Duration.ofSeconds(20))).isTrue();
        }
        // @end
        assertThat(ledger.written()).containsExactly(registered(), trick(1));
    }

    @Test
    void drainingProcessesWhatIsThere() {
        addTricks(2);
        Follower follower = builder().build();

        assertThat(follower.drain()).isEqualTo(3);
        assertThat(follower.drain()).isZero();
        assertThat(ledger.written()).containsExactly(registered(), trick(1), trick(2));
        assertThat(follower.status().state()).isEqualTo(State.LIVE);
        assertThat(follower.status().lag()).isZero();
    }

    // It looks every five seconds.
    @Test
    void whatIsRestoredWhileNothingComesCatchesUp() throws Exception {
        Follower follower = builder().build();
        run(follower);
        assertThat(follower.await(1, LONG)).isTrue();
        Tracking first = ledger.findTracking("DogSchool").orElseThrow();
        addTricks(2);
        assertThat(follower.await(3, LONG)).isTrue();

        ledger.restore(1, first);

        Eventually.await(() -> ledger.written().size() == 3);
        assertThat(ledger.written()).containsExactly(registered(), trick(1), trick(2));
    }

    @Test
    void whatIsRestoredWhileItIsAwayCatchesUp() throws Exception {
        Follower follower = builder().build();
        run(follower);
        assertThat(follower.await(1, LONG)).isTrue();
        Tracking first = ledger.findTracking("DogSchool").orElseThrow();
        addTricks(2);
        assertThat(follower.await(3, LONG)).isTrue();

        ledger.check(
                event -> {
                    ledger.check(any -> {});
                    ledger.restore(1, first);
                    throw new RecorderUnavailableException("The ledger is away.", null);
                });
        addTricks(1);

        Eventually.await(() -> ledger.written().size() == 4);
        assertThat(ledger.written()).containsExactly(registered(), trick(1), trick(2), trick(1));
    }

    @Test
    void anotherFollowerGoesOnWhereTheFirstStopped() {
        builder().build().drain();
        addTricks(1);

        assertThat(builder().build().drain()).isEqualTo(1);
        assertThat(ledger.written()).containsExactly(registered(), trick(1));
    }

    @Test
    void batchesHaveAsManyEventsAsThereAreAndAreAllowed() {
        addTricks(7);

        builder().batchSize(3).build().drain();

        assertThat(ledger.batches()).containsExactly(3, 3, 2);
        assertThat(ledger.written()).hasSize(8);
        assertThat(ledger.findTracking("DogSchool").orElseThrow().position()).isEqualTo(8);
    }

    @Test
    void aBatchMayBeLargerThanAPageOfTheLog() {
        addTricks(599);

        builder().batchSize(600).build().drain();

        assertThat(ledger.batches()).containsExactly(600);
    }

    @Test
    void onlyTheTypesThatAreFollowedAreHandedOverAndTheRestIsTracked() {
        addTricks(2);
        school.registerDog("Rex");

        builder().types(Set.of(Dog.Event.TrickAdded.class)).build().drain();

        assertThat(ledger.written()).containsExactlyElementsOf(tricks(2));
        assertThat(ledger.findTracking("DogSchool").orElseThrow().position()).isEqualTo(4);
        assertThat(ledger.findTracking("DogSchool").orElseThrow().eventId()).isNotNull();
    }

    @Test
    void pagesWithNothingThatIsFollowedArePassedOverTogether() {
        Dog rex = Dog.register("Rex");
        for (int number = 1; number <= 3_000; number++) {
            rex.addTrick("trick " + number);
        }
        school.save(rex);
        var appends = new AtomicInteger();
        Downstream counting =
                new Downstream() {
                    @Override
                    public Optional<Tracking> findTracking(String upstream) {
                        return ledger.findTracking(upstream);
                    }

                    @Override
                    public void process(List<Incoming> events, Tracking tracking) {
                        appends.incrementAndGet();
                        ledger.process(events, tracking);
                    }
                };

        // Events of other partitions come in the pages, those of other types do not.
        Follower follower =
                Follower.builder("Ledger#1/2", Upstream.of(school), counting)
                        .partition(1, Partitions.of(2, event -> "two"))
                        .build();
        follower.drain();

        assertThat(ledger.findTracking("DogSchool#1/2").orElseThrow().position()).isEqualTo(3_002);
        assertThat(appends).as("of the division, and of the place in 7 pages").hasValueLessThan(4);
        assertThat(follower.status().lag()).isZero();
    }

    @Test
    void typesThatTheUpstreamDoesNotKnowMatchNothing() {
        builder().types(Set.of(Ledger.class)).build().drain();

        assertThat(ledger.written()).isEmpty();
        assertThat(ledger.findTracking("DogSchool").orElseThrow().position()).isEqualTo(1);
    }

    @Test
    void ofABatchWithABadEventTheGoodOnesBeforeItTakeEffect() {
        addTricks(5);
        ledger.check(FollowerTest::refuseTheThird);
        Follower follower = builder().batchSize(10).build();

        assertThat(follower.drain()).isEqualTo(3);

        assertThat(ledger.written()).containsExactly(registered(), trick(1), trick(2));
        FollowerStatus status = follower.status();
        assertThat(status.state()).isEqualTo(State.PAUSED);
        assertThat(status.position()).isEqualTo(3);
        assertThat(status.lag()).isEqualTo(3);
        assertThat(status.failure()).hasMessage("not the third");
        assertThat(notices)
                .endsWith(
                        new Notice.FollowerPaused(
                                "Ledger", "DogSchool", 4, "java.lang.IllegalStateException"));
    }

    private static void refuseTheThird(Object event) {
        if (event.equals(trick(3))) {
            throw new IllegalStateException("not the third");
        }
    }

    @Test
    void aPausedFollowerDoesNothingUntilItIsResumed() {
        addTricks(4);
        ledger.check(FollowerTest::refuseTheThird);
        Follower follower = builder().build();
        follower.drain();

        ledger.check(event -> {});
        assertThat(follower.drain()).isZero();
        follower.resume();

        assertThat(follower.drain()).isEqualTo(2);
        assertThat(ledger.written()).hasSize(5);
    }

    @Test
    void anEventIsTriedAsOftenAsThePolicySays() {
        var attempts = new AtomicInteger();
        ledger.check(
                event -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                });
        Follower follower = builder().build();

        assertThat(follower.drain()).isEqualTo(1);
        assertThat(attempts).hasValue(3);
        assertThat(follower.status().failure()).isNull();
        assertThat(notices)
                .containsExactly(
                        new Notice.FollowerRetries(
                                "Ledger", "DogSchool", 1, "java.lang.IllegalStateException"),
                        new Notice.FollowerGoesOn("Ledger", "DogSchool", 1));
    }

    @Test
    void anErrorIsAFailureLikeAnyOther() {
        ledger.check(
                event -> {
                    throw new AssertionError("wrong");
                });
        Follower follower = builder().build();
        follower.drain();

        assertThat(follower.status().failure()).isInstanceOf(AssertionError.class);
        assertThat(follower.status().state()).isEqualTo(State.PAUSED);
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedForAndToldOf() throws Exception {
        var calls = new AtomicInteger();
        ledger.check(
                event -> {
                    if (calls.incrementAndGet() <= 4) {
                        throw new RecorderUnavailableException("Away.", null);
                    }
                });
        Follower follower = builder().build();
        run(follower);

        assertThat(follower.await(1, LONG)).isTrue();
        assertThat(notices.poll(20, TimeUnit.SECONDS))
                .isEqualTo(new Notice.FollowerAway("Ledger", "DogSchool", "Away."));
        assertThat(notices.poll(20, TimeUnit.SECONDS))
                .isEqualTo(new Notice.FollowerGoesOn("Ledger", "DogSchool", 1));
        assertThat(ledger.written()).containsExactly(registered());
    }

    @Test
    void drainingDoesNotWaitForADatabaseThatIsAway() {
        ledger.check(
                event -> {
                    throw new RecorderUnavailableException("Away.", null);
                });
        Follower follower = builder().build();

        assertThat(follower.drain()).isZero();
        assertThat(follower.status().state()).isEqualTo(State.AWAY);

        ledger.check(event -> {});
        assertThat(follower.drain()).isEqualTo(1);
        assertThat(follower.status().state()).isEqualTo(State.LIVE);
    }

    @Test
    void aReplyThatIsLostMakesNoEventTakeEffectTwice() throws Exception {
        addTricks(3);
        ledger.throwAfterwards(new OutcomeUnknownException("The reply was lost.", null));
        Follower follower = builder().build();
        run(follower);

        assertThat(follower.await(4, LONG)).isTrue();
        assertThat(ledger.written()).containsExactly(registered(), trick(1), trick(2), trick(3));
    }

    @Test
    void ofTwoFollowersOverOnePlaceOneHasEachEvent() throws Exception {
        Follower one = builder().batchSize(2).build();
        Follower other = builder().batchSize(3).build();
        run(one);
        run(other);
        addTricks(200);

        assertThat(one.await(201, LONG)).isTrue();
        assertThat(other.await(201, LONG)).isTrue();
        assertThat(ledger.written().subList(1, 201)).containsExactlyElementsOf(tricks(200));
        assertThat(ledger.written()).hasSize(201);
    }

    @Test
    void anUpstreamThatIsShorterThanItWasIsNotFollowed() {
        addTricks(3);
        builder().build().drain();
        try (var restored = new DogSchool(settings)) {
            restored.registerDog("Fido");
            Follower follower = builder(Upstream.of(restored)).build();

            assertThat(follower.drain()).isZero();

            assertThat(follower.status().failure())
                    .isInstanceOf(UpstreamChangedException.class)
                    .hasMessageContaining("followed to position 4, and now ends at position 1");
            assertThat(follower.status().state()).isEqualTo(State.PAUSED);
        }
        assertThat(ledger.written()).hasSize(4);
    }

    @Test
    void anUpstreamWithAnotherEventWhereTheFollowerStandsIsNotFollowed() {
        builder().build().drain();
        try (var other = new DogSchool(settings)) {
            other.addTrick(other.registerDog("Rex"), "sit");
            Follower follower = builder(Upstream.of(other)).build();

            assertThat(follower.drain()).isZero();

            assertThat(follower.status().failure())
                    .isInstanceOf(UpstreamChangedException.class)
                    .hasMessageContaining("has another event there");
        }
        assertThat(ledger.written()).containsExactly(registered());
    }

    @Test
    void anUpstreamOfAnotherNameIsNotFollowed() {
        Upstream renamed =
                Upstream.of("CatSchool", school.notificationLog(), school.events().mapper());
        Follower follower = builder(renamed).build();

        assertThat(follower.drain()).isZero();

        assertThat(follower.status().failure())
                .isInstanceOf(UpstreamChangedException.class)
                .hasMessageContaining("the log there is that of 'DogSchool'");
    }

    @Test
    void anEventThatCannotBeReadIsPausedAt() {
        var other = new Mapper(EventTypes.of(Dog.Event.class), new RememberingTranscoder());
        Follower follower =
                builder(Upstream.of("DogSchool", school.notificationLog(), other)).build();

        assertThat(follower.drain()).isZero();
        assertThat(follower.status().failure()).isInstanceOf(UnreadableEventException.class);
        assertThat(follower.status().state()).isEqualTo(State.PAUSED);
    }

    @Test
    void whoAwaitsIsThrownWhatItPausedAtAndNotATimeOut() {
        ledger.check(
                event -> {
                    throw new IllegalStateException("refused");
                });
        Follower follower = builder().build();
        run(follower);

        assertThatIllegalStateException()
                .isThrownBy(() -> follower.await(1, LONG))
                .withMessage("refused");
    }

    @Test
    void whoAwaitsWhatDoesNotComeIsToldSo() throws Exception {
        Follower follower = builder().build();
        follower.drain();

        assertThat(follower.await(1, Duration.ZERO)).isTrue();
        assertThat(follower.await(2, Duration.ofMillis(10))).isFalse();
    }

    @Test
    void aFollowerRunsOnceAtATime() throws Exception {
        Follower follower = builder().build();
        run(follower);
        assertThat(follower.await(1, LONG)).isTrue();

        assertThatIllegalStateException().isThrownBy(follower::drain);
        assertThatIllegalStateException().isThrownBy(follower::run);
    }

    @Test
    void stoppingEndsOneThatWaitsOneThatRetriesAndOneThatHasPaused() throws Exception {
        run(builder().build());
        ledger.check(
                event -> {
                    throw new IllegalStateException("refused");
                });
        Follower pauses = builder().build();
        run(pauses);
        addTricks(1);
        Follower retries =
                Follower.builder("Slow", Upstream.of(school), new Refusing())
                        .onFailure(QUICK.withAttempts(1_000_000).withPauses(LONG, LONG))
                        .notices(notices::add)
                        .build();
        run(retries);
        Eventually.await(() -> retries.status().state() == State.RETRYING);

        followers.forEach(Follower::stop);

        for (Thread each : threads) {
            assertThat(each.join(LONG)).isTrue();
        }
        assertThat(retries.status().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void whileItHasPausedItsLagGrowsWithTheLog() throws Exception {
        ledger.check(
                event -> {
                    throw new IllegalStateException("refused");
                });
        Follower follower = builder().build();
        run(follower);
        Eventually.await(() -> follower.status().state() == State.PAUSED);

        addTricks(3);

        Eventually.await(() -> follower.status().lag() == 4);
        assertThat(follower.status().state()).isEqualTo(State.PAUSED);
    }

    @Test
    void oneWhoseUpstreamIsClosedHasEndedAndNeedsHelp() throws Exception {
        Follower follower = builder().build();
        run(follower);
        assertThat(follower.await(1, LONG)).isTrue();

        school.close();

        Eventually.await(() -> follower.status().state() == State.STOPPED);
        assertThat(follower.status().failure()).isInstanceOf(RecorderClosedException.class);
        assertThat(follower.status().isHealthy()).isFalse();
        assertThat(notices).anyMatch(Notice.FollowerPaused.class::isInstance);
    }

    /** Is never content. */
    private static final class Refusing implements Downstream {
        @Override
        public Optional<Tracking> findTracking(String upstream) {
            return Optional.empty();
        }

        @Override
        public void process(List<Incoming> events, Tracking tracking) {
            throw new IllegalStateException("refused");
        }
    }

    @Test
    void anOptionIsSetOnceAndSensibly() {
        assertThatIllegalStateException()
                .isThrownBy(() -> builder().batchSize(1).batchSize(2))
                .withMessageContaining("batch size already: 1");
        assertThatIllegalArgumentException().isThrownBy(() -> builder().batchSize(0));
        assertThatIllegalArgumentException().isThrownBy(() -> QUICK.withAttempts(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QUICK.withPauses(LONG, Duration.ofMillis(1)));
    }

    @Test
    void aListenerThatThrowsStopsNobody() {
        ledger.check(FollowerTest::refuseTheThird);
        addTricks(3);
        Follower follower =
                Follower.builder("Ledger", Upstream.of(school), ledger)
                        .onFailure(QUICK)
                        .notices(
                                notice -> {
                                    throw new IllegalStateException("deaf");
                                })
                        .build();

        assertThat(follower.drain()).isEqualTo(3);
        assertThat(follower.status().failure()).hasMessage("not the third");
    }
}
