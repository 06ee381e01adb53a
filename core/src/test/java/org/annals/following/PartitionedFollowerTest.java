package org.annals.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.application.DogSchool;
import org.annals.domain.Dog;
import org.annals.domain.DomainEvent;
import org.annals.following.FollowerStatus.State;
import org.annals.memory.MemoryRecorder;
import org.annals.memory.MemoryTables;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Lease;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Recorder;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.Transcoder;
import org.annals.recording.Joining;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Partitions are followed each in order, and all together once, in one division alone. */
final class PartitionedFollowerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int ROUNDS = 200;

    private final DogSchool school =
            new DogSchool(
                    Settings.only(Map.of()).using(Transcoder.class, new RememberingTranscoder()));
    private final Upstream upstream = Upstream.of(school);
    private final List<MemoryRecorder> recorders = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private Notes notes = new Notes(open());

    /** Notes tricks under the dog's id, in the append that moves the place. */
    private static final class Notes implements RecordedDownstream {
        private final MemoryRecorder recorder;
        private final Set<String> refused = new HashSet<>();

        Notes(MemoryRecorder recorder) {
            this.recorder = recorder;
        }

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
            recorder.append(
                    more.apply(AppendRequest.of(List.of()))
                            .withWork(
                                    transaction -> {
                                        var tables = transaction.as(MemoryTables.class);
                                        events.forEach(event -> note(event, tables));
                                    }));
        }

        private void note(Incoming event, MemoryTables tables) {
            DomainEvent<?> domainEvent = event.domainEvents().getFirst();
            String dog = String.valueOf(domainEvent.aggregateId());
            if (domainEvent.event() instanceof Dog.Event.TrickAdded(var trick)) {
                if (refused.contains(trick)) {
                    throw new IllegalStateException("refused");
                }
                String before = tables.find("tricks", dog).orElse("");
                tables.put("tricks", dog, before + trick + ".");
            }
        }

        String of(String dog) {
            return recorder.readTables(tables -> tables.find("tricks", dog).orElse(""));
        }
    }

    private MemoryRecorder open() {
        MemoryRecorder recorder = MemoryRecorder.open("Notes");
        recorders.add(recorder);
        return recorder;
    }

    @AfterEach
    void close() {
        followers.forEach(Follower::stop);
        threads.forEach(Joining::join);
        school.close();
        recorders.forEach(MemoryRecorder::close);
    }

    private FollowerBuilder builder(int number, Partitions partitions) {
        return Follower.builder(partitions.name("Notes", number), upstream, notes)
                .lease(LONG)
                .notices(notice -> {})
                .onFailure(
                        FailurePolicy.defaults()
                                .withAttempts(2)
                                .withPauses(Duration.ofMillis(1), Duration.ofMillis(2))
                                .parking())
                .partition(number, partitions);
    }

    private List<Follower> all(Partitions partitions) {
        List<Follower> all =
                IntStream.rangeClosed(1, partitions.count())
                        .mapToObj(number -> builder(number, partitions).build())
                        .toList();
        followers.addAll(all);
        return all;
    }

    private void run(List<Follower> some) {
        some.forEach(each -> threads.add(Thread.startVirtualThread(each::run)));
    }

    private static void drain(List<Follower> some) {
        some.forEach(Follower::drain);
        some.forEach(Follower::stop);
    }

    private List<String> registered(int count) {
        return IntStream.range(0, count).mapToObj(each -> school.registerDog("Fido")).toList();
    }

    private void teach(List<String> dogs, int from, int to) {
        for (int number = from; number <= to; number++) {
            for (String dog : dogs) {
                school.addTrick(dog, Integer.toString(number));
            }
        }
    }

    private static String upTo(int last) {
        var text = new StringBuilder();
        IntStream.rangeClosed(1, last).forEach(number -> text.append(number).append('.'));
        return text.toString();
    }

    private long head() {
        return school.notificationLog().head();
    }

    @Test
    void eachEventTakesEffectOnceAndInTheOrderOfItsKey() throws Exception {
        List<String> dogs = registered(10);
        teach(dogs, 1, 5);
        List<Follower> ours = all(Partitions.of(4));
        List<Follower> competitors = all(Partitions.of(4));
        run(ours);
        run(competitors);

        teach(dogs, 6, 20);

        for (Follower each : followers) {
            assertThat(each.await(head(), LONG)).as(each.toString()).isTrue();
        }
        assertThat(dogs).allSatisfy(dog -> assertThat(notes.of(dog)).isEqualTo(upTo(20)));
        assertThat(ours)
                .extracting(each -> each.status().follower())
                .containsExactly("Notes#1/4", "Notes#2/4", "Notes#3/4", "Notes#4/4");
    }

    @Test
    void aRestartGoesOnWhereEachPartitionWas() {
        List<String> dogs = registered(5);
        teach(dogs, 1, 2);
        all(Partitions.of(3)).getFirst().drain();
        followers.forEach(Follower::stop);
        teach(dogs, 3, 4);

        drain(all(Partitions.of(3)));

        assertThat(dogs).allSatisfy(dog -> assertThat(notes.of(dog)).isEqualTo(upTo(4)));
        assertThat(Partitions.of(3).names("DogSchool"))
                .allSatisfy(
                        name ->
                                assertThat(notes.recorder().trackedPosition(name))
                                        .isEqualTo(head()));
    }

    @Test
    void whatIsParkedHoldsUpItsKeyAlone() {
        List<String> dogs = registered(6);
        teach(dogs, 1, 1);
        school.addTrick(dogs.getFirst(), "bad");
        teach(dogs, 2, 3);
        notes.refused.add("bad");
        var partitions = Partitions.of(2);

        drain(all(partitions));

        var parked = new ParkedEvents(upstream, notes, partitions, notice -> {});
        assertThat(parked.count()).isEqualTo(3);
        assertThat(parked.keys()).containsExactly(dogs.getFirst());
        assertThat(parked.read(0, 2)).hasSize(2);
        assertThat(notes.of(dogs.getFirst())).isEqualTo("1.");
        assertThat(dogs.subList(1, 6))
                .allSatisfy(dog -> assertThat(notes.of(dog)).isEqualTo(upTo(3)));

        parked.evict(parked.read(0, 1).getFirst().position());
        assertThat(parked.retry(dogs.getFirst())).isEqualTo(2);
        assertThat(notes.of(dogs.getFirst())).isEqualTo(upTo(3));
    }

    @Test
    void otherPartitionsThanBeforeAreRefused() {
        teach(registered(3), 1, 1);
        drain(all(Partitions.of(4)));
        followers.clear();

        assertRefused(Partitions.of(8), "in 4 partitions, and is now to be followed in 8");
        assertRefused(Partitions.none(), "in 4 partitions, and is now to be followed in one piece");
        assertRefused(
                Partitions.of(4, SequenceKey.byTag("order")),
                "in 4 partitions by another key, and is now to be followed in 4 partitions");

        notes = new Notes(open());
        drain(all(Partitions.none()));
        assertRefused(Partitions.of(4), "in one piece, and is now to be followed in 4 partitions");
    }

    private void assertRefused(Partitions partitions, String problem) {
        long before = head();
        Follower follower = all(partitions).getLast();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(follower::requirePartitions)
                .withMessageContaining("'DogSchool' is followed " + problem);
        assertThat(follower.drain()).isZero();
        assertThat(follower.status().state()).isEqualTo(State.PAUSED);
        assertThat(follower.status().failure()).isInstanceOf(ConfigurationException.class);
        assertThat(head()).isEqualTo(before);
    }

    @Test
    void ofTwoDivisionsAtOnceOneTakesEffect() throws Exception {
        List<String> dogs = registered(4);
        teach(dogs, 1, 2);
        List<Partitions> divisions = List.of(Partitions.none(), Partitions.of(2), Partitions.of(3));
        for (int round = 0; round < ROUNDS; round++) {
            notes = new Notes(open());
            var barrier = new CyclicBarrier(2);
            List<Follower> one = all(divisions.get(round % 3));
            List<Follower> other = all(divisions.get((round + 1) % 3));
            List<Thread> both = List.of(together(barrier, one), together(barrier, other));
            both.forEach(Joining::join);
            // One that was refused meanwhile is told why when it begins again.
            followers.forEach(Follower::drain);

            long refused =
                    followers.stream()
                            .filter(
                                    each ->
                                            each.status().failure()
                                                    instanceof ConfigurationException)
                            .count();
            assertThat(refused).as("round %d", round).isIn((long) one.size(), (long) other.size());
            assertThat(dogs)
                    .as("round %d", round)
                    .allSatisfy(dog -> assertThat(notes.of(dog)).isEqualTo(upTo(2)));
            followers.forEach(Follower::stop);
            followers.clear();
        }
    }

    private static Thread together(CyclicBarrier barrier, List<Follower> some) {
        return Thread.startVirtualThread(
                () -> {
                    try {
                        barrier.await();
                        some.forEach(Follower::drain);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Test
    void whoeverHasBegunUndividedWritesNothingOnceItIsDivided() {
        registered(1);
        Lease lease =
                notes.recorder().acquireLease("DogSchool", "another process", LONG).orElseThrow();

        drain(all(Partitions.of(2)));

        var late = Tracking.of("DogSchool", 1).withEpoch(lease.epoch());
        assertThatExceptionOfType(TrackingConflictException.class)
                .isThrownBy(() -> notes.process(List.of(), late));
    }

    @Test
    void theDivisionIsKeptInThePlaceOfTheWhole() {
        drain(all(Partitions.of(8)));

        assertThat(notes.findTracking("DogSchool"))
                .contains(
                        new Tracking(
                                "DogSchool",
                                1,
                                UUID.fromString("616e6e61-6c73-8000-a484-c47700000008"),
                                Long.MAX_VALUE));
        notes = new Notes(open());
        drain(all(Partitions.of(8, SequenceKey.byTag("order"))));
        assertThat(notes.findTracking("DogSchool").orElseThrow().eventId())
                .hasToString("616e6e61-6c73-8000-b4b5-f24f00000008");
        notes = new Notes(open());
        drain(all(Partitions.of(8, event -> "same")));
        assertThat(notes.findTracking("DogSchool").orElseThrow().eventId())
                .hasToString("616e6e61-6c73-8000-8000-000000000008");
    }
}
