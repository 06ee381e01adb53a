package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendConditionFailedException.Match;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ProcessChange.FireTimer;
import org.annals.persistence.ProcessChange.Park;
import org.annals.persistence.ProcessChange.SetTimer;
import org.annals.persistence.ProcessChange.Unpark;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.Timer;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

final class LogTest {
    private static final Settings IN_MEMORY = Settings.only(Map.of());

    @Test
    void aWholeLogIsReadAsAStreamOfRecordings() {
        try (var school = new DogSchool(IN_MEMORY)) {
            var id = school.registerDog("Fido");
            school.addTrick(id, "sit");
            // @start region="stream"
            var names =
                    school.events()
                            .read(LogSelection.all())
                            .map(
                                    recording ->
                                            recording.position()
                                                    + " "
                                                    + recording.domainEvent().event())
                            .toList();

            assertThat(names).containsExactly("1 Registered[name=Fido]", "2 TrickAdded[trick=sit]");
            // @end
        }
    }

    @Test
    void pagesAreFollowedUpToTheHead() {
        try (var school = new DogSchool(IN_MEMORY)) {
            for (int i = 1; i <= 5; i++) {
                school.addTrick(school.registerDog("dog " + i), "sit");
            }
            var recorder = school.events().recorder();
            // @start region="pages"
            var selection = LogSelection.all().matching(Query.ofTypes("Dog.TrickAdded")).limit(2);
            List<Notification> tricks = new ArrayList<>();
            var page = recorder.readLog(selection);
            tricks.addAll(page.notifications());
            while (page.scannedTo() < page.head()) {
                selection = selection.beyond(page);
                page = recorder.readLog(selection);
                tricks.addAll(page.notifications());
            }
            // @end
            assertThat(tricks).hasSize(5);
            assertThat(page.scannedTo()).isEqualTo(10);
        }
    }

    @Test
    void typesAreAlternativesAndTagsAreAllNeeded() {
        // @start region="query"
        var ada = EventTag.of("student", "ada");
        var maths = EventTag.of("course", "maths");
        var query =
                Query.of(
                        QueryItem.ofTypes("Course.Opened"),
                        QueryItem.ofTags(ada, maths).withTypes(List.of("Course.Joined")));

        assertThat(query.matches("Course.Opened", List.of())).isTrue();
        assertThat(query.matches("Course.Joined", List.of(ada))).isFalse();
        assertThat(query.matches("Course.Joined", List.of(maths, ada))).isTrue();
        // @end
    }

    @Test
    void storedNamesOfAClassLeadToAQuery() {
        try (var school = new DogSchool(IN_MEMORY)) {
            school.addTrick(school.registerDog("Fido"), "sit");
            // @start region="by-class"
            var types = school.events().mapper().types();
            var tricks = new QueryItem(types.storedNames(Dog.Event.TrickAdded.class), Set.of());
            // @end
            assertThat(school.events().read(LogSelection.all().matching(Query.of(tricks))))
                    .hasSize(1);
        }
    }

    private static void assertTold(AppendConditionFailedException refused) {
        // @start region="why"
        for (Match match : refused.matches()) {
            assertThat(match.position()).isEqualTo(2);
            assertThat(match.type()).isEqualTo("Course.Joined");
            assertThat(match.tags()).contains(EventTag.of("student", "ada"));
            assertThat(match.item()).isEqualTo(QueryItem.ofTags(EventTag.of("course", "maths")));
        }
        // @end
        assertThat(refused.matches()).hasSize(1);
    }

    @Test
    void aConditionRefusesWhatWasDecidedOnOldEvents() {
        try (var courses = new Courses(IN_MEMORY)) {
            courses.open("maths", 3);
            courses.join("ada", "maths");
            var late = DomainEvent.of(new CourseEvent.Joined("bob", "maths"), EventDetails.none());
            var query = Query.ofTags(EventTag.of("course", "maths"));

            assertThatExceptionOfType(AppendConditionFailedException.class)
                    .isThrownBy(
                            () ->
                                    courses.events()
                                            .put(
                                                    List.of(late),
                                                    request ->
                                                            request.onCondition(
                                                                    AppendCondition.failIfMatching(
                                                                                    query)
                                                                            .after(1))))
                    .satisfies(e -> assertThat(e.matchingPosition()).isEqualTo(2))
                    .satisfies(LogTest::assertTold);
            assertThat(courses.events().recorder().head()).isEqualTo(2);
        }
    }

    @Test
    void threePlacesGoToThreeOfEightStudents() throws Exception {
        try (var courses = new Courses(IN_MEMORY);
                var threads = Executors.newFixedThreadPool(8)) {
            courses.open("maths", 3);
            var start = new CyclicBarrier(8);
            var refused = new AtomicInteger();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                var student = "student " + i;
                all.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    try {
                                        courses.join(student, "maths");
                                    } catch (CourseFullException e) {
                                        refused.incrementAndGet();
                                    }
                                    return student;
                                }));
            }
            for (var each : all) {
                each.get();
            }

            assertThat(refused).hasValue(5);
            assertThat(courses.events().recorder().head()).isEqualTo(4);
        }
    }

    @Test
    void trackingIsRecordedWithWhatFollows() throws InterruptedException {
        try (var school = new DogSchool(IN_MEMORY);
                var office = new PostOffice(IN_MEMORY)) {
            school.registerDog("Fido");
            var recorder = office.events().recorder();
            // @start region="tracking"
            var next = recorder.trackedPosition("DogSchool") + 1;
            for (var notification : school.notificationLog().select(next, 10)) {
                var event = notification.storedEvent();
                var welcome =
                        DomainEvent.of(new Parcel.Event.Sent(event.type()), EventDetails.none());
                var done = Tracking.of("DogSchool", notification.position(), event.id());
                office.events().put(List.of(welcome), request -> request.withTracking(done));
            }

            assertThat(recorder.awaitTracking("DogSchool", 1, Duration.ofSeconds(5))).isTrue();
            // @end
            assertThatExceptionOfType(TrackingConflictException.class)
                    .isThrownBy(() -> recorder.track(Tracking.of("DogSchool", 1)));
            assertThat(recorder.head()).isEqualTo(1);
        }
    }

    @Test
    void oneOfSeveralFollowersHasTheLease() {
        try (var school = new DogSchool(IN_MEMORY);
                var office = new PostOffice(IN_MEMORY)) {
            school.registerDog("Fido");
            var recorder = office.events().recorder();
            // @start region="lease"
            var length = Duration.ofSeconds(10);
            var lease = recorder.acquireLease("DogSchool", "office-1", length).orElseThrow();
            assertThat(recorder.acquireLease("DogSchool", "office-2", length)).isEmpty();

            recorder.track(Tracking.of("DogSchool", 1).withEpoch(lease.epoch()));
            // @end
            recorder.releaseLease(lease);
            assertThat(recorder.acquireLease("DogSchool", "office-2", length)).isPresent();
            assertThatExceptionOfType(TrackingConflictException.class)
                    .isThrownBy(
                            () ->
                                    recorder.track(
                                            Tracking.of("DogSchool", 2).withEpoch(lease.epoch())));
        }
    }

    @Test
    void whatFailsIsParkedAndWhatComesLaterIsATimer() {
        try (var school = new DogSchool(IN_MEMORY);
                var office = new PostOffice(IN_MEMORY)) {
            var id = school.registerDog("Fido");
            var recorder = office.events().recorder();
            var notification = school.notificationLog().select(1, 10).getFirst();
            var now = Instant.parse("2026-11-30T12:00:00Z");
            // @start region="park"
            var parked = ParkedEvent.failing("DogSchool", id, notification, "No stamps.", 3, now);
            var reminder = new Timer("PostOffice", "stamps", now.plusSeconds(60), Bytes.empty());
            recorder.append(
                    AppendRequest.of(List.of())
                            .withTracking(Tracking.of("DogSchool", 1))
                            .withChanges(List.of(new Park(parked), new SetTimer(reminder))));

            assertThat(recorder.isParked("DogSchool", id)).isTrue();
            assertThat(recorder.readDueTimers("PostOffice", now, 10)).isEmpty();
            // @end
            // @start region="retry"
            for (var due : recorder.readDueTimers("PostOffice", now.plusSeconds(60), 10)) {
                recorder.append(
                        AppendRequest.of(List.of())
                                .withChanges(
                                        List.of(new FireTimer(due), new Unpark("DogSchool", 1))));
            }
            // @end
            assertThat(recorder.countParked("DogSchool")).isZero();
            assertThat(recorder.nextTimer("PostOffice")).isEmpty();
        }
    }

    @Test
    void aSubscriptionCatchesUpAndThenTakesWhatComes() throws InterruptedException {
        try (var school = new DogSchool(IN_MEMORY);
                var office = new PostOffice(IN_MEMORY)) {
            school.registerDog("Fido");
            var follower =
                    Thread.ofVirtual().name("follower").start(() -> follow(school, office, 3));
            var recorder = office.events().recorder();
            assertThat(recorder.awaitTracking("DogSchool", 1, Duration.ofSeconds(5))).isTrue();
            school.registerDog("Rex");
            school.registerDog("Lassie");
            follower.join();

            assertThat(recorder.head()).isEqualTo(3);
            assertThat(recorder.trackedPosition("DogSchool")).isEqualTo(3);
            school.registerDog("Laika");
            follow(school, office, 4);
            assertThat(recorder.head()).isEqualTo(4);
        }
    }

    private static void follow(DogSchool school, PostOffice office, long last) {
        // @start region="subscription"
        var place = office.events().recorder().trackedPosition("DogSchool");
        try (var subscription = school.events().subscribe(LogSelection.all().after(place))) {
            for (var delivery : subscription) {
                var parcels = new ArrayList<DomainEvent<?>>();
                for (var read : delivery.domainEvents()) {
                    var type = read.event().getClass().getSimpleName();
                    parcels.add(DomainEvent.of(new Parcel.Event.Sent(type), EventDetails.none()));
                }
                office.events().put(parcels, request -> request.withTracking(delivery.tracking()));
                if (delivery.position() == last) {
                    break;
                }
            }
        }
        // @end
    }

    @Test
    void theSameAppendTwiceIsRecordedOnce() {
        try (var school = new DogSchool(IN_MEMORY)) {
            var recorder = school.events().recorder();
            var dog = Dog.register("Fido");
            dog.addTrick("sit");
            var stored =
                    dog.pendingEvents().stream().map(school.events().mapper()::toStored).toList();
            // @start region="repeat"
            var first = recorder.append(AppendRequest.of(stored));
            var second = recorder.append(AppendRequest.of(stored));

            assertThat(second).isEqualTo(first);
            assertThat(recorder.head()).isEqualTo(2);
            // @end
        }
    }
}
