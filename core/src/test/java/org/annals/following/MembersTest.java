package org.annals.following;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.DogSchool;
import org.annals.domain.Dog;
import org.annals.following.FollowerStatus.State;
import org.annals.memory.MemoryRecorder;
import org.annals.memory.MemoryTables;
import org.annals.persistence.AppendRequest;
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
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** Followers of a group are shared among the members that are there, and no event is done twice. */
@Timeout(120)
final class MembersTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofMillis(600);
    private static final Partitions SIX = Partitions.of(6);

    private final DogSchool school =
            new DogSchool(
                    Settings.only(Map.of()).using(Transcoder.class, new RememberingTranscoder()));
    private final MemoryRecorder recorder = MemoryRecorder.open("Notes");
    private final List<Member> members = new ArrayList<>();

    /** Notes tricks under the dog's id, in the append that moves the place. */
    private final class Notes implements RecordedDownstream {
        private final AtomicBoolean fails = new AtomicBoolean();

        @Override
        public Recorder recorder() {
            return recorder;
        }

        @Override
        public void process(List<Incoming> events, Tracking tracking) {
            if (fails.get() && !events.isEmpty()) {
                throw new IllegalStateException("refused on purpose");
            }
            recorder.append(
                    AppendRequest.of(List.of())
                            .withTracking(tracking)
                            .withWork(
                                    transaction -> {
                                        var tables = transaction.as(MemoryTables.class);
                                        events.forEach(event -> note(event, tables));
                                    }));
        }

        private static void note(Incoming event, MemoryTables tables) {
            var domainEvent = event.domainEvents().getFirst();
            if (domainEvent.event() instanceof Dog.Event.TrickAdded(var trick)) {
                String dog = String.valueOf(domainEvent.aggregateId());
                String before = tables.find("tricks", dog).orElse("");
                tables.put("tricks", dog, before + trick + ".");
            }
        }

        @Override
        public void processParked(Incoming event, ProcessChange.Unpark unpark) {
            throw new AssertionError("Nothing is parked.");
        }
    }

    /** What a process has that follows in six partitions. */
    private final class Member implements AutoCloseable {
        private final Notes notes = new Notes();
        private final List<Follower> followers;
        private final List<Thread> threads;

        Member() {
            Members group = Members.of("Notes", recorder, LEASE);
            followers =
                    IntStream.rangeClosed(1, SIX.count())
                            .mapToObj(
                                    number ->
                                            Follower.builder(
                                                            SIX.name("Notes", number),
                                                            Upstream.of(school),
                                                            notes)
                                                    .partition(number, SIX)
                                                    .onFailure(
                                                            FailurePolicy.defaults()
                                                                    .withAttempts(1))
                                                    .notices(notice -> {})
                                                    .lease(group)
                                                    .build())
                            .toList();
            threads = followers.stream().map(each -> Thread.startVirtualThread(each::run)).toList();
            members.add(this);
        }

        long share() {
            return followers.stream().filter(each -> each.status().state() == State.LIVE).count();
        }

        void await(long position) throws InterruptedException {
            for (Follower each : followers) {
                assertThat(each.await(position, LONG)).as(each.toString()).isTrue();
            }
        }

        @Override
        public void close() {
            followers.forEach(Follower::stop);
            threads.forEach(Joining::join);
        }
    }

    @AfterEach
    void close() {
        members.forEach(Member::close);
        school.close();
        recorder.close();
    }

    private long head() {
        return school.notificationLog().head();
    }

    @Test
    void oneAloneHasAllAtOnceAndHoldsNoPlaceButItsOwn() throws Exception {
        school.registerDog("Fido");
        var alone = new Member();

        alone.await(1);

        Eventually.await(() -> recorder.findLease("Notes@1").isPresent());
        Eventually.await(() -> alone.share() == 6);
        assertThat(recorder.readTrackings().trackings())
                .as("seats are no places")
                .hasSize(7)
                .noneMatch(each -> each.upstream().contains("@"));
        alone.close();
        assertThat(recorder.findLease("Notes@1")).isEmpty();
    }

    @Test
    void whoeverJoinsGetsItsShareAndWhoeverLeavesGivesIt() {
        var first = new Member();
        Eventually.await(() -> first.share() == 6);

        var second = new Member();
        Eventually.await(() -> first.share() == 3 && second.share() == 3);

        var third = new Member();
        Eventually.await(() -> first.share() == 2 && second.share() == 2 && third.share() == 2);

        first.close();
        Eventually.await(() -> second.share() == 3 && third.share() == 3);
        Eventually.await(() -> recorder.findLease("Notes@3").isEmpty());
        assertThat(recorder.findLease("Notes@1")).as("a free seat is moved into").isPresent();

        second.close();
        Eventually.await(() -> third.share() == 6);
    }

    @Test
    void membersThatBeginTogetherShareLikewise() {
        var one = new Member();
        var other = new Member();
        var another = new Member();

        Eventually.await(() -> one.share() == 2 && other.share() == 2 && another.share() == 2);
    }

    @Test
    void whatOneDoesNotTakeAnotherDoes() throws Exception {
        var first = new Member();
        var second = new Member();
        Eventually.await(() -> first.share() == 3 && second.share() == 3);
        first.notes.fails.set(true);
        for (int dog = 0; dog < 100; dog++) {
            school.registerDog("Fido");
        }

        second.await(head());
        Eventually.await(() -> second.share() == 6);

        assertThat(first.share()).isZero();
    }

    // A process that was stopped, or starved, when its share was free: once others have it, nothing
    // of who is there changes any more.
    @Test
    void whoeverDidNotTakeItsShareInTimeIsOfferedItAgain() {
        assertThat(recorder.acquireLease("Notes@1", "late", LONG)).isPresent();
        var inTime = new Member();
        Eventually.await(() -> inTime.share() == 6);

        Eventually.await(() -> takesAny("late"));

        Eventually.await(() -> inTime.share() == 5);
    }

    private boolean takesAny(String owner) {
        return IntStream.rangeClosed(1, SIX.count())
                .mapToObj(number -> SIX.name("Notes", number))
                .anyMatch(each -> recorder.acquireLease(each, owner, LONG).isPresent());
    }

    @Test
    void nothingIsLostOrDoneTwiceWhileTheyComeAndGo() throws Exception {
        List<String> dogs =
                IntStream.range(0, 12).mapToObj(each -> school.registerDog("Fido")).toList();
        var upTo = new StringBuilder();
        new Member();
        for (int round = 1; round <= 30; round++) {
            if (round % 3 == 0) {
                new Member();
            }
            if (round % 6 == 0) {
                members.removeFirst().close();
            }
            for (String dog : dogs) {
                school.addTrick(dog, Integer.toString(round));
            }
            upTo.append(round).append('.');
            if (round % 3 == 1) {
                members.getFirst().await(head());
            }
        }
        members.getLast().await(head());

        assertThat(dogs)
                .allSatisfy(
                        dog ->
                                assertThat(
                                                recorder.<String>readTables(
                                                        tables ->
                                                                tables.find("tricks", dog)
                                                                        .orElse("")))
                                        .isEqualTo(upTo.toString()));
    }
}
