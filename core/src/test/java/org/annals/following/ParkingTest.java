package org.annals.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.DogSchool;
import org.annals.application.Notice;
import org.annals.domain.Dog;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.following.FollowerStatus.State;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ParkedEventGoneException;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Recorder;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Tracking;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An event that fails is parked with those behind it, and overtaken by none of them. */
final class ParkingTest {
    private static final FailurePolicy PARKING =
            FailurePolicy.defaults()
                    .withAttempts(2)
                    .withPauses(Duration.ofMillis(1), Duration.ofMillis(2))
                    .parking();

    private final DogSchool school =
            new DogSchool(
                    Settings.only(Map.of()).using(Transcoder.class, new RememberingTranscoder()));
    private final MemoryRecorder recorder = MemoryRecorder.open("Names");
    private final Names names = new Names();
    private final List<Notice> notices = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();
    private final ParkedEvents parked =
            new ParkedEvents(Upstream.of(school), names, Partitions.none(), this::hear);

    /** Notes what it is given, unless it is told to refuse that. */
    private final class Names implements RecordedDownstream {
        private final Set<String> refused = new HashSet<>();
        private final List<String> noted = new ArrayList<>();
        private Runnable onRefusal = () -> {};

        @Override
        public Recorder recorder() {
            return recorder;
        }

        @Override
        public void process(List<Incoming> events, Tracking tracking) {
            process(events, request -> request.withTracking(tracking));
        }

        @Override
        public void processParked(Incoming event, ProcessChange.Unpark unpark) {
            process(List.of(event), request -> request.withChanges(List.of(unpark)));
        }

        private void process(List<Incoming> events, UnaryOperator<AppendRequest> more) {
            List<String> made = events.stream().map(Names::nameIn).toList();
            made.forEach(this::check);
            recorder.append(more.apply(AppendRequest.of(List.of())));
            noted.addAll(made);
        }

        private static String nameIn(Incoming event) {
            return switch (event.domainEvents().getFirst().event()) {
                case Dog.Event.Registered(var name) -> name;
                case Dog.Event.TrickAdded(var trick) -> trick;
                case Object other -> throw new AssertionError(other);
            };
        }

        private void check(String name) {
            if (refused.contains(name)) {
                onRefusal.run();
                throw new IllegalStateException("refused");
            }
        }
    }

    private void hear(Notice notice) {
        notices.add(notice);
    }

    @AfterEach
    void close() {
        school.close();
        recorder.close();
    }

    private Follower follower(int batchSize) {
        return follower(batchSize, PARKING);
    }

    private Follower follower(int batchSize, FailurePolicy failures) {
        followers.forEach(Follower::stop);
        Follower follower =
                Follower.builder("Names", Upstream.of(school), names)
                        .batchSize(batchSize)
                        .onFailure(failures)
                        .lease(Duration.ofSeconds(20))
                        .notices(notices::add)
                        .build();
        followers.add(follower);
        return follower;
    }

    private List<Long> parkedPositions() {
        return parked.read(0, 100).stream().map(ParkedEvent::position).toList();
    }

    @Test
    void laterEventsOfTheKeyAreParkedBehindItAndOthersGoOn() {
        String fido = school.registerDog("Fido");
        String rex = school.registerDog("Rex");
        names.refused.add("sit");
        school.addTrick(fido, "sit");
        school.addTrick(rex, "roll over");
        school.addTrick(fido, "jump");

        Follower follower = follower(1);
        follower.drain();

        assertThat(names.noted).containsExactly("Fido", "Rex", "roll over");
        assertThat(follower.status().state()).isEqualTo(State.LIVE);
        assertThat(follower.status().lag()).isZero();
        List<ParkedEvent> events = parked.read(0, 10);
        assertThat(events).extracting(ParkedEvent::position).containsExactly(3L, 5L);
        assertThat(events).extracting(ParkedEvent::key).containsOnly(fido);
        assertThat(events.getFirst().problem()).isEqualTo("java.lang.IllegalStateException");
        assertThat(events.getFirst().attempts()).isEqualTo(2);
        assertThat(events.getLast().isFailing()).isFalse();
        assertThat(parked.count()).isEqualTo(2);
        assertThat(parked.keys()).containsExactly(fido);
        assertThat(notices)
                .contains(
                        new Notice.EventParked(
                                "Names", "DogSchool", 3, fido, "java.lang.IllegalStateException"));
    }

    @Test
    void ofABatchOnlyTheBadEventAndThoseBehindItAreParked() {
        String fido = school.registerDog("Fido");
        names.refused.add("sit");
        school.addTrick(fido, "sit");
        school.registerDog("Rex");
        school.addTrick(fido, "jump");
        school.registerDog("Max");

        follower(10).drain();

        assertThat(names.noted).containsExactly("Fido", "Rex", "Max");
        assertThat(parkedPositions()).containsExactly(2L, 4L);
        assertThat(recorder.trackedPosition("DogSchool")).isEqualTo(5);
    }

    private Follower pausingAtMax(Names competing) {
        competing.refused.add("Max");
        return Follower.builder("Names", Upstream.of(school), competing)
                .onFailure(FailurePolicy.defaults().withAttempts(1))
                .notices(notice -> {})
                .build();
    }

    // Its pages end behind what it is given.
    private Follower ofTricksWithoutLease() {
        return Follower.builder("Names", Upstream.of(school), names)
                .types(Set.of(Dog.Event.TrickAdded.class))
                .onFailure(PARKING)
                .notices(notices::add)
                .build();
    }

    @Test
    void whatACompetitorHasProcessedMeanwhileIsNotParked() {
        school.registerDog("Fido");
        String rex = school.registerDog("Rex");
        school.addTrick(rex, "sit");
        school.registerDog("Max");
        var other = new Names();
        Follower competitor = pausingAtMax(other);
        names.refused.add("sit");
        names.onRefusal = competitor::drain;
        ofTricksWithoutLease().drain();

        assertThat(other.noted).containsExactly("Fido", "Rex", "sit");
        assertThat(parked.count()).isZero();
        assertThat(notices).noneMatch(Notice.EventParked.class::isInstance);
        assertThat(names.noted).isEmpty();
        assertThat(recorder.trackedPosition("DogSchool")).isEqualTo(4);
    }

    @Test
    void whatACompetitorHasProcessedMeanwhileIsNotProcessedAgain() {
        school.registerDog("Fido");
        String rex = school.registerDog("Rex");
        school.addTrick(rex, "sit");
        school.registerDog("Max");
        var other = new Names();
        Follower competitor = pausingAtMax(other);
        names.refused.add("sit");
        names.onRefusal =
                () -> {
                    competitor.drain();
                    names.refused.clear();
                };
        ofTricksWithoutLease().drain();

        assertThat(other.noted).containsExactly("Fido", "Rex", "sit");
        assertThat(names.noted).isEmpty();
        assertThat(recorder.trackedPosition("DogSchool")).isEqualTo(4);
    }

    @Test
    void theKeyMayBeATag() {
        SequenceKey byOwner = SequenceKey.byTag("owner");
        school.save(
                DomainEvent.of(
                        new Dog.Event.Registered("Fido"),
                        new Origin("dog-1", 1),
                        EventDetails.tagged(EventTag.of("owner", "o1"))));
        String rex = school.registerDog("Rex");
        List<Notification> events =
                school.notificationLog().pull(LogSelection.all()).notifications();

        assertThat(byOwner.of(events.getFirst())).isEqualTo("o1");
        assertThat(byOwner.of(events.getLast())).isEqualTo(rex);
        assertThat(SequenceKey.byAggregate().of(events.getFirst())).isEqualTo("dog-1");
    }

    @Test
    void anotherFollowerParksBehindThemToo() {
        String fido = school.registerDog("Fido");
        names.refused.add("sit");
        school.addTrick(fido, "sit");
        follower(1).drain();
        school.addTrick(fido, "jump");

        follower(5).drain();

        assertThat(parkedPositions()).containsExactly(2L, 3L);
        assertThat(names.noted).containsExactly("Fido");
    }

    @Test
    void whatIsTriedAgainTakesEffectInOrderAndTheKeyIsFree() {
        String fido = school.registerDog("Fido");
        names.refused.add("sit");
        school.addTrick(fido, "sit");
        school.addTrick(fido, "jump");
        Follower follower = follower(1);
        follower.drain();

        names.refused.clear();
        assertThat(parked.retry(fido)).isEqualTo(2);
        school.addTrick(fido, "bow");
        follower.drain();

        assertThat(names.noted).containsExactly("Fido", "sit", "jump", "bow");
        assertThat(parked.count()).isZero();
    }

    @Test
    void whatFailsAgainStaysWithThoseBehindIt() {
        String fido = school.registerDog("Fido");
        names.refused.add("sit");
        names.refused.add("jump");
        school.addTrick(fido, "sit");
        school.addTrick(fido, "jump");
        follower(1).drain();
        names.refused.remove("sit");

        assertThatIllegalStateException().isThrownBy(() -> parked.retry(fido));

        assertThat(names.noted).containsExactly("Fido", "sit");
        assertThat(parkedPositions()).containsExactly(3L);
    }

    @Test
    void anotherKeyIsLeftAlone() {
        String fido = school.registerDog("Fido");
        names.refused.add("sit");
        school.addTrick(fido, "sit");
        follower(1).drain();

        assertThat(parked.retry("another")).isZero();
        assertThat(parked.count()).isEqualTo(1);
    }

    // It would be parked with nobody before it, and so until somebody looked.
    @Test
    void anEventDoesNotWaitBehindWhatIsTriedAgainJustThen() {
        String fido = school.registerDog("Fido");
        names.refused.add("sit");
        school.addTrick(fido, "sit");
        var calls = new AtomicInteger();
        SequenceKey retrying =
                event -> {
                    String key = SequenceKey.byAggregate().of(event);
                    // Once it was found that the event must wait.
                    if (event.position() == 3 && calls.incrementAndGet() == 2) {
                        parked.retry(key);
                    }
                    return key;
                };
        Follower follower = follower(1, PARKING.parking(retrying));
        follower.drain();
        school.addTrick(fido, "jump");
        names.refused.clear();

        follower.drain();

        assertThat(calls.get()).as("it was found so").isGreaterThanOrEqualTo(2);
        assertThat(names.noted).containsExactly("Fido", "sit", "jump");
        assertThat(parked.count()).isZero();
        assertThat(follower.status().isHealthy()).isTrue();
    }

    @Test
    void whatFailsWhenItNeedNotWaitAnyMoreIsParkedItself() {
        String fido = school.registerDog("Fido");
        names.refused.add("sit");
        school.addTrick(fido, "sit");
        var calls = new AtomicInteger();
        SequenceKey evicting =
                event -> {
                    if (event.position() == 3 && calls.incrementAndGet() == 2) {
                        parked.evict(2);
                    }
                    return SequenceKey.byAggregate().of(event);
                };
        Follower follower = follower(1, PARKING.parking(evicting));
        follower.drain();
        school.addTrick(fido, "jump");
        names.refused.add("jump");

        follower.drain();

        assertThat(parkedPositions()).containsExactly(3L);
        assertThat(parked.read(0, 1).getFirst().isFailing()).isTrue();
        assertThat(follower.status().lag()).isZero();
    }

    @Test
    void whatIsGivenUpNeverTakesEffect() {
        String fido = school.registerDog("Fido");
        names.refused.add("sit");
        school.addTrick(fido, "sit");
        Follower follower = follower(1);
        follower.drain();

        assertThat(follower.status().parkedKeys()).isEqualTo(1);
        assertThat(follower.status().isHealthy()).isFalse();
        ParkedEvent evicted = parked.evict(2);
        school.addTrick(fido, "jump");
        follower.drain();

        assertThat(names.noted).containsExactly("Fido", "jump");
        assertThat(follower.status().isHealthy()).isTrue();
        assertThat(evicted.position()).isEqualTo(2);
        assertThat(notices)
                .contains(
                        new Notice.EventEvicted(
                                "DogSchool",
                                2,
                                fido,
                                evicted.eventId(),
                                "java.lang.IllegalStateException"));
        assertThatExceptionOfType(ParkedEventGoneException.class).isThrownBy(() -> parked.evict(2));
    }

    @Test
    void aParkedEventThatIsNotInTheUpstreamAnyMoreIsToldSo() {
        String fido = school.registerDog("Fido");
        names.refused.add("Fido");
        follower(1).drain();
        try (var other =
                new DogSchool(
                        Settings.only(Map.of())
                                .using(Transcoder.class, new RememberingTranscoder()))) {
            other.registerDog("Rex");

            assertThatExceptionOfType(UpstreamChangedException.class)
                    .isThrownBy(() -> new ParkedEvents(Upstream.of(other), names).retry(fido))
                    .withMessageContaining("the parked event");
        }
        assertThat(parked.count()).isEqualTo(1);
    }

    @Test
    void batchesNeedALeaseWhereARecorderKeepsThePlace() {
        FollowerBuilder builder =
                Follower.builder("Names", Upstream.of(school), names).batchSize(2);

        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessageContaining("has no lease");
    }

    @Test
    void aDownstreamWithoutARecorderCannotPark() {
        FollowerBuilder builder =
                Follower.builder("Ledger", Upstream.of(school), new Ledger()).onFailure(PARKING);

        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessageContaining("ParkingDownstream");
    }
}
