package org.annals.examples.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Recording;
import org.annals.examples.RecorderKind;
import org.annals.integrity.ChainVerification;
import org.annals.jackson.transfer.LogExport;
import org.annals.jackson.transfer.LogImport;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.ChainedRecorder;
import org.annals.persistence.FillProgress;
import org.annals.persistence.Limits;
import org.annals.persistence.LogSelection;
import org.annals.persistence.LogStream;
import org.annals.persistence.Notification;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.persistence.TagsUnfinishedException;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** A log whose older events have no tags, chained and encrypted, is filled while it is in use. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
@Timeout(180)
final class FilledTagsTest {
    private static final String KEY = "k:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final int OLD = 3_000;

    private final RecorderKind kind;
    @TempDir private Path folder;
    private Settings settings = Settings.only(Map.of());

    FilledTagsTest(RecorderKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void settings() throws Exception {
        settings = settingsIn(folder);
    }

    private Settings settingsIn(Path place) throws Exception {
        Files.createDirectories(place);
        Map<String, String> values = new HashMap<>(kind.valuesIn(place));
        values.put("CIPHER_KEY", KEY);
        values.put("HASH_CHAIN", "y");
        Settings own = Settings.only(values);
        return kind == RecorderKind.MEMORY ? own.using(PersistenceModule.class, new Shared()) : own;
    }

    /** Opens one log in memory, however often it is asked. */
    private static final class Shared implements PersistenceModule {
        private final MemoryRecorder recorder =
                MemoryRecorder.openChained("Campus", Limits.defaults());

        @Override
        public String name() {
            return "shared";
        }

        @Override
        public Set<String> keys() {
            return Set.of("HASH_CHAIN");
        }

        @Override
        public Recorder open(NamedSettings settings) {
            return recorder;
        }
    }

    private static void ignore(FillProgress progress) {}

    private static List<Notification> log(Recorder recorder) {
        return LogStream.of(recorder, LogSelection.all()).toList();
    }

    private static List<Campus.Enrolled> events(Campus campus, String aggregateId) {
        return campus.events()
                .get(AggregateSelection.of(aggregateId))
                .map(each -> (Campus.Enrolled) each.event())
                .toList();
    }

    private static void assertIntact(Campus campus, long head) {
        ChainedRecorder chained = (ChainedRecorder) campus.events().recorder();
        assertThat(ChainVerification.of(chained).verify().orThrow().head()).isEqualTo(head);
    }

    /** Demands that every event is selected by the tags that it has as it is read today. */
    private static void assertFilled(Campus campus) {
        Map<String, List<Long>> expected = new HashMap<>();
        campus.events()
                .read(LogSelection.all())
                .forEach(
                        each -> {
                            var event = (Campus.Enrolled) each.domainEvent().event();
                            expected.computeIfAbsent(event.student(), s -> new ArrayList<>())
                                    .add(each.position());
                        });
        expected.forEach(
                (student, positions) ->
                        assertThat(
                                        campus.events()
                                                .read(
                                                        LogSelection.all()
                                                                .matching(
                                                                        Campus.of(
                                                                                "student",
                                                                                student)))
                                                .map(Recording::position))
                                .as(student)
                                .isEqualTo(positions));
        assertThat(campus.events().read(LogSelection.all().matching(Campus.of("student", "none"))))
                .isEmpty();
    }

    @Test
    void aDecisionIsRefusedBeforeAndSeesTheOldEventsRightAfter() {
        try (var first = new FirstRelease(settings);
                var campus = new Campus(settings)) {
            first.enrol("ada", "maths");
            first.enrol("ada", "art");
            first.enrol("bob", "maths");
            first.enrolMany("latin", 10);
            Recorder recorder = campus.events().recorder();
            List<Notification> before = log(recorder);
            List<Campus.Enrolled> latin = events(campus, "latin");

            assertThatExceptionOfType(TagsUnfinishedException.class)
                    .isThrownBy(() -> campus.decideToEnrol("bob", "art"));
            assertThatExceptionOfType(TagsUnfinishedException.class)
                    .isThrownBy(() -> putOnCondition(campus, "bob"));
            assertThat(recorder.head()).isEqualTo(13);

            assertThat(campus.fillTags(FilledTagsTest::ignore))
                    .isEqualTo(new FillProgress(13, 13, 13));

            assertThatExceptionOfType(Campus.TooManyCoursesException.class)
                    .isThrownBy(() -> campus.decideToEnrol("ada", "latin"));
            assertThatExceptionOfType(AppendConditionFailedException.class)
                    .isThrownBy(() -> putOnCondition(campus, "bob"))
                    .satisfies(e -> assertThat(e.matchingPosition()).isEqualTo(3));
            campus.decideToEnrol("bob", "art");
            assertThat(campus.countOf("course", "maths", 14)).isEqualTo(2);
            assertThat(campus.countOf("student", "bob", 14)).isEqualTo(2);
            assertFilled(campus);
            assertThat(log(recorder).subList(0, 13)).isEqualTo(before);
            assertThat(events(campus, "latin")).isEqualTo(latin).hasSize(10);
            assertIntact(campus, 14);
        }
    }

    private static void putOnCondition(Campus campus, String student) {
        var enrolled = DomainEvent.of(new Campus.Enrolled(student, "art"), EventDetails.none());
        campus.events()
                .put(
                        List.of(enrolled),
                        request ->
                                request.onCondition(
                                        AppendCondition.failIfMatching(
                                                Campus.of("student", student))));
    }

    @Test
    void manyWriteWhileTwoFill() throws Exception {
        try (var first = new FirstRelease(settings);
                var campus = new Campus(settings);
                var another = new Campus(settings)) {
            first.enrolMany("latin", OLD);
            var filled = new AtomicBoolean();
            var barrier = new CyclicBarrier(5);
            List<Callable<Integer>> lanes =
                    List.of(
                            () -> filling(campus, barrier, filled),
                            () -> filling(another, barrier, filled),
                            () -> writing(campus, "n1", barrier, filled),
                            () -> writing(another, "n2", barrier, filled),
                            () -> deciding(campus, barrier, filled));
            try (var threads = Executors.newFixedThreadPool(lanes.size())) {
                for (Future<Integer> each : threads.invokeAll(lanes)) {
                    assertThat(each.get()).isPositive();
                }
            }
            assertFilled(campus);
            long head = campus.events().recorder().head();
            assertThat(campus.countOf("student", "decider", head)).isEqualTo(2);
            assertIntact(campus, head);
        }
    }

    private static int filling(Campus campus, CyclicBarrier barrier, AtomicBoolean filled)
            throws Exception {
        barrier.await();
        campus.fillTags(FilledTagsTest::ignore);
        filled.set(true);
        return 1;
    }

    private static int writing(
            Campus campus, String student, CyclicBarrier barrier, AtomicBoolean filled)
            throws Exception {
        barrier.await();
        int written = 0;
        while (written < 5 || !filled.get()) {
            campus.enrol(student, "course" + written++);
        }
        return written;
    }

    /** Is refused until all is filled, and then twice successful. */
    private static int deciding(Campus campus, CyclicBarrier barrier, AtomicBoolean filled)
            throws Exception {
        barrier.await();
        int refused = 0;
        int enrolled = 0;
        while (enrolled < 2) {
            boolean mustSucceed = filled.get();
            try {
                campus.decideToEnrol("decider", "course" + enrolled);
                enrolled++;
            } catch (TagsUnfinishedException e) {
                assertThat(mustSucceed).isFalse();
                refused++;
            }
        }
        return refused;
    }

    @Test
    void aCopyOfAFilledLogIsFilledAnew() throws Exception {
        Path file = folder.resolve("campus.jsonl");
        try (var first = new FirstRelease(settings);
                var campus = new Campus(settings)) {
            first.enrolMany("latin", 1_200);
            campus.fillTags(FilledTagsTest::ignore);
            LogExport.of(campus.events().recorder()).write(file);
        }
        Settings elsewhere = settingsIn(folder.resolve("elsewhere"));
        // Whoever opens the new log before it is filled finds that an empty one lacks nothing.
        try (var early = new FirstRelease(elsewhere);
                var campus = new Campus(elsewhere)) {
            campus.events().requireFinishedTags(Campus.of("student", "s1"));
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(
                            () ->
                                    campus.events()
                                            .put(
                                                    List.of(),
                                                    request ->
                                                            request.withWork(
                                                                    work -> {
                                                                        throw new IllegalStateException(
                                                                                "no");
                                                                    })));
            LogImport.into(early.events().recorder()).read(file);

            assertMustBeFilled(elsewhere);
        }
    }

    private static void assertMustBeFilled(Settings elsewhere) {
        try (var campus = new Campus(elsewhere)) {
            assertThatExceptionOfType(TagsUnfinishedException.class)
                    .isThrownBy(() -> campus.decideToEnrol("s1", "art"))
                    .satisfies(e -> assertThat(e.position()).isZero());
            campus.fillTags(FilledTagsTest::ignore);
            assertFilled(campus);
            assertIntact(campus, 1_200);
        }
    }
}
