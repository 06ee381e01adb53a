package org.annals.dcb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.application.Application;
import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.dcb.CourseEvent.CourseRegistered;
import org.annals.dcb.CourseEvent.StudentJoined;
import org.annals.dcb.CourseEvent.StudentRegistered;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventFamily;
import org.annals.domain.EventTag;
import org.annals.domain.Evolution;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.Bytes;
import org.annals.persistence.EventTypes;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.StoredSnapshot;
import org.annals.persistence.TagFilling;
import org.annals.persistence.Transcoder;
import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** That what is remembered of decision models changes only how much is read. */
final class ModelMemoryTest {
    private final LogReads reads = new LogReads();
    private final List<Notice> notices = new CopyOnWriteArrayList<>();

    private static final class Office extends Application {
        Office(Settings settings, EventFamily... families) {
            super("Office", settings, families);
        }
    }

    private Office office(Map<String, String> settings, EventFamily... families) {
        return new Office(
                Settings.only(settings)
                        .using(Transcoder.class, new RememberingTranscoder())
                        .using(PersistenceModule.class, reads)
                        .using(NoticeListener.class, notices::add),
                families);
    }

    private Office snapshotting(SnapshotPolicy policy) {
        return office(
                Map.of(),
                Student.TYPE,
                Course.TYPE,
                Snapshotting.of(Course.TYPE, policy).inline(),
                Snapshotting.of(Integer.class, COUNT, policy).inline());
    }

    private static void happened(Application office, CourseEvent... events) {
        for (CourseEvent each : events) {
            office.save(DomainEvent.of(each, EventDetails.none()));
        }
    }

    private static void fill(Application office, int students) {
        happened(office, new CourseRegistered("maths", "Maths", 1_000));
        for (int i = 0; i < students; i++) {
            happened(office, new StudentJoined("student-" + i, "maths"));
        }
    }

    private static final Boundary MATHS =
            Boundary.of(EventTag.of("course", "maths")).ofTypes(StudentJoined.class);
    private static final Evolution<Integer, CourseEvent> COUNT =
            Evolution.of(0, (count, event) -> count + 1);

    private static List<Long> snapshots(Application office) {
        return office.events().recorder().snapshotVersions("course:maths", "Course.State");
    }

    @Test
    void anObjectIsReadFromItsSnapshotOn() {
        try (var office = snapshotting(SnapshotPolicy.every(5))) {
            fill(office, 3);
            assertThat(office.decisions().get(Course.TYPE, "maths").students()).hasSize(3);
            assertThat(snapshots(office)).as("four events are not five").isEmpty();

            happened(office, new StudentJoined("anna", "maths"));
            var before = office.decisions().get(Course.TYPE, "maths");
            assertThat(snapshots(office)).containsExactly(5L);

            reads.takeAll();
            happened(office, new StudentJoined("bob", "maths"));
            var after = office.decisions().get(Course.TYPE, "maths");
            assertThat(reads.takeAll()).containsExactly(5L);
            assertThat(after.students())
                    .containsExactly("student-0", "student-1", "student-2", "anna", "bob");
            assertThat(after.name()).isEqualTo("Maths");
            assertThat(after.createdOn()).isEqualTo(before.createdOn());
            assertThat(after.position()).isEqualTo(6);
            after.rename("M");
            assertThat(office.save(after)).hasSize(1);
        }
    }

    @Test
    void membersOfAGroupThatAreRememberedAndThoseThatAreNotHaveTheSamePosition() {
        try (var office = snapshotting(SnapshotPolicy.every(2))) {
            fill(office, 3);
            office.decisions().get(Course.TYPE, "maths");
            happened(office, new StudentRegistered("anna", "Anna", 2));
            reads.takeAll();
            var enrolment =
                    office.decisions()
                            .group(Student.TYPE, "anna", Course.TYPE, "maths", Enrolment::new);
            assertThat(reads.takeAll()).containsExactly(0L, 4L);
            enrolment.enrol();
            assertThat(enrolment.conditions()).hasSize(1);
            office.save(enrolment);
            assertThat(office.decisions().get(Course.TYPE, "maths").students()).hasSize(4);
        }
    }

    @Test
    void aStateOverABoundaryIsReadFromItsSnapshotOn() {
        try (var office = snapshotting(SnapshotPolicy.every(10))) {
            fill(office, 12);
            assertThat(office.decisions().get(COUNT, MATHS).state()).isEqualTo(12);
            happened(office, new StudentJoined("anna", "maths"));
            reads.takeAll();
            var counted = office.decisions().get(COUNT, MATHS);
            assertThat(reads.events()).isEqualTo(1);
            assertThat(reads.takeAll()).containsExactly(13L);
            assertThat(counted.state()).isEqualTo(13);
            var other = Boundary.of(EventTag.of("course", "physics")).ofTypes(StudentJoined.class);
            assertThat(office.decisions().get(COUNT, other).state()).as("another subject").isZero();
        }
    }

    @Test
    void aSnapshotThatCannotBeReadIsReportedReplayedAndTakenAnew() {
        try (var office = snapshotting(SnapshotPolicy.every(2))) {
            fill(office, 3);
            office.events()
                    .recorder()
                    .putSnapshot(
                            new StoredSnapshot(
                                    UUID.randomUUID(),
                                    "course:maths",
                                    "Course.State",
                                    1,
                                    3,
                                    Bytes.copyOf(new byte[] {1, 2, 3})));
            assertThat(office.decisions().get(Course.TYPE, "maths").students()).hasSize(3);
            assertThat(notices).hasAtLeastOneElementOfType(Notice.SnapshotFailed.class);
            reads.takeAll();
            office.decisions().get(Course.TYPE, "maths");
            assertThat(reads.takeAll()).as("the one in its place is used").containsExactly(4L);
        }
    }

    @Test
    void snapshotsOfATypeWithoutAStateOrThatIsNotThereAreRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Snapshotting.of(Student.TYPE, SnapshotPolicy.every(2)))
                .withMessageContaining("withState");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () ->
                                office(
                                        Map.of(),
                                        Student.TYPE,
                                        Snapshotting.of(Course.TYPE, SnapshotPolicy.every(2))))
                .withMessageContaining("Give the same type to its constructor");
    }

    @Test
    void aCachedObjectIsReadOnAndNobodysChangesAreSeenByOthers() {
        try (var office =
                office(Map.of("AGGREGATE_CACHE_MAXSIZE", "10"), Student.TYPE, Course.TYPE)) {
            fill(office, 3);
            happened(office, new StudentRegistered("anna", "Anna", 5));
            for (int round = 0; round < 2; round++) {
                var maths = office.decisions().get(Course.TYPE, "maths");
                maths.rename("changed and not saved");
                var anna = office.decisions().get(Student.TYPE, "anna");
                anna.rename("changed and not saved");
            }
            happened(office, new StudentJoined("anna", "maths"));
            reads.takeAll();
            var maths = office.decisions().get(Course.TYPE, "maths");
            var anna = office.decisions().get(Student.TYPE, "anna");
            assertThat(reads.events()).as("one event, read for each").isEqualTo(2);
            assertThat(reads.takeAll()).doesNotContain(0L);
            assertThat(maths.name()).isEqualTo("Maths");
            assertThat(maths.students()).hasSize(4);
            assertThat(anna.name()).as("kept by its events").isEqualTo("Anna");
            assertThat(anna.courses()).containsExactly("maths");
            assertThat(office.decisions().get(Student.TYPE, "anna").courses())
                    .containsExactly("maths");
        }
    }

    @Test
    void aCachedStateOverABoundaryIsReadOn() {
        try (var office = office(Map.of("AGGREGATE_CACHE_MAXSIZE", "0"), Course.TYPE)) {
            fill(office, 3);
            assertThat(office.decisions().get(COUNT, MATHS).state()).isEqualTo(3);
            happened(office, new StudentJoined("anna", "maths"));
            reads.takeAll();
            assertThat(office.decisions().get(COUNT, MATHS).state()).isEqualTo(4);
            assertThat(reads.events()).isEqualTo(1);
        }
    }

    @Test
    void whatIsCachedGrowsUntilASnapshotIsDue() {
        try (var office =
                office(
                        Map.of("AGGREGATE_CACHE_MAXSIZE", "10"),
                        Course.TYPE,
                        Snapshotting.of(Course.TYPE, SnapshotPolicy.every(3)).inline())) {
            fill(office, 0);
            for (int i = 0; i < 7; i++) {
                happened(office, new StudentJoined("student-" + i, "maths"));
                office.decisions().get(Course.TYPE, "maths");
            }
            assertThat(snapshots(office))
                    .as("read in twos, then one by one")
                    .containsExactlyInAnyOrder(3L, 6L);
        }
    }

    @Test
    void aTypeThatWasNotGivenToTheApplicationHasNoSnapshots() {
        try (var office =
                office(Map.of("IS_SNAPSHOTTING_ENABLED", "y"), EventTypes.of(CourseEvent.class))) {
            fill(office, 3);
            assertThat(office.decisions().get(Course.TYPE, "maths").students()).hasSize(3);
            assertThat(notices).noneMatch(Notice.SnapshotFailed.class::isInstance);
        }
    }

    @Test
    void whatIsRememberedOfBeforeTagsWereFilledIsNotUsedAfterwards() {
        var recorder = MemoryRecorder.open("Office");
        PersistenceModule shared = new Shared(recorder);
        EventFamily[] before = {
            Course.TYPE, Snapshotting.of(Course.TYPE, SnapshotPolicy.every(1)).inline()
        };
        DomainEvent<CourseEvent> tagged =
                DomainEvent.of(new StudentJoined("old", "maths"), EventDetails.none());
        var untagged =
                new DomainEvent<>(
                        tagged.id(),
                        null,
                        List.of(),
                        tagged.timestamp(),
                        tagged.metadata(),
                        tagged.event());
        Settings settings =
                Settings.only(Map.of())
                        .using(Transcoder.class, new RememberingTranscoder())
                        .using(PersistenceModule.class, shared);
        var first = new Office(settings, before);
        happened(first, new CourseRegistered("maths", "Maths", 9));
        first.save(untagged);
        assertThat(first.decisions().get(Course.TYPE, "maths").students()).isEmpty();

        var next = new Office(settings, before[0], before[1], TagFilling.ofKeys("course"));
        next.events().fillTags(progress -> {});
        assertThat(next.decisions().get(Course.TYPE, "maths").students()).containsExactly("old");
        recorder.close();
    }

    /** Opens the same recorder each time. */
    private record Shared(Recorder recorder) implements PersistenceModule {
        @Override
        public String name() {
            return "shared";
        }

        @Override
        public Set<String> keys() {
            return Set.of();
        }

        @Override
        public Recorder open(NamedSettings settings) {
            return recorder;
        }
    }

    @Test
    void aCacheHasNoMoreThanItsBound() {
        try (var office = office(Map.of("AGGREGATE_CACHE_MAXSIZE", "1"), Student.TYPE)) {
            happened(
                    office,
                    new StudentRegistered("anna", "A", 1),
                    new StudentRegistered("bob", "B", 1));
            office.decisions().get(Student.TYPE, "anna");
            office.decisions().get(Student.TYPE, "bob");
            reads.takeAll();
            office.decisions().get(Student.TYPE, "bob");
            assertThat(reads.events()).isZero();
            office.decisions().get(Student.TYPE, "anna");
            assertThat(reads.events()).isEqualTo(1);
        }
    }
}
