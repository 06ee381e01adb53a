package org.annals.dcb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.dcb.CourseEvent.CourseRegistered;
import org.annals.dcb.CourseEvent.StudentJoined;
import org.annals.dcb.CourseEvent.StudentRegistered;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.EventStore;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Mapper;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.TagFilling;
import org.annals.persistence.TagsUnfinishedException;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Decisions by tags that events were given after they had been recorded. */
final class FilledTagsTest {
    private final MemoryRecorder recorder = MemoryRecorder.open("Courses");
    private final Mapper mapper =
            new Mapper(EventTypes.of(CourseEvent.class), new RememberingTranscoder());
    private final EventStore older = new EventStore(mapper, recorder);

    @BeforeEach
    void recordWithoutTags() {
        List.of(
                        new CourseRegistered("maths", "Maths", 3),
                        new StudentRegistered("anna", "Anna", 3),
                        new StudentJoined("anna", "maths"),
                        new StudentJoined("anna", "physics"))
                .forEach(this::record);
    }

    private void record(CourseEvent event) {
        DomainEvent<CourseEvent> tagged = DomainEvent.of(event, EventDetails.none());
        older.put(
                List.of(
                        new DomainEvent<>(
                                tagged.id(),
                                null,
                                List.of(),
                                tagged.timestamp(),
                                tagged.metadata(),
                                event)));
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void nothingIsReadByTagsThatAreNotFilled() {
        var decisions =
                new DcbRepository(
                        new EventStore(mapper, recorder, TagFilling.ofKeys("student", "course")));
        assertThatExceptionOfType(TagsUnfinishedException.class)
                .isThrownBy(() -> decisions.evaluate(new JoinCourse("anna", "maths")));
        assertThatExceptionOfType(TagsUnfinishedException.class)
                .isThrownBy(() -> decisions.find(Student.TYPE, "anna"));
    }

    @Test
    void filledTagsTellBoundariesAndMembersApart() {
        var store = new EventStore(mapper, recorder, TagFilling.ofKeys("student", "course"));
        store.fillTags(progress -> {});
        var decisions = new DcbRepository(store);
        var slice = decisions.evaluate(new JoinCourse("anna", "maths"));
        assertThat(slice.places()).isEqualTo(2);
        assertThat(slice.coursesLeft()).isEqualTo(1);
        var enrolment = decisions.group(Student.TYPE, "anna", Course.TYPE, "maths", Enrolment::new);
        assertThat(enrolment.student().courses()).containsExactly("maths", "physics");
        assertThat(enrolment.course().students()).containsExactly("anna");
    }

    /** What was once recorded of a student and a course in one. */
    record Enrolled(String student, String course) {}

    @Test
    void thePartsOfASplitEventAreSelectedTogetherWhoeverIsReadBeside() {
        var transcoder = new RememberingTranscoder();
        var before = new Mapper(EventTypes.named(Enrolled.class, "Enrolled", 1), transcoder);
        EventTypes split =
                EventTypes.of(CourseEvent.class)
                        .and(
                                Upcasters.of(
                                        Upcaster.typedMany(
                                                "Enrolled",
                                                1,
                                                Enrolled.class,
                                                CourseEvent.class,
                                                old ->
                                                        List.of(
                                                                new StudentRegistered(
                                                                        old.student(), "S", 9),
                                                                new CourseRegistered(
                                                                        old.course(), "C", 9)))));
        try (var log = MemoryRecorder.open("Split")) {
            new EventStore(before, log)
                    .put(
                            List.of(
                                    DomainEvent.of(
                                            new Enrolled("anna", "maths"), EventDetails.none())));
            var store =
                    new EventStore(
                            new Mapper(split, transcoder),
                            log,
                            TagFilling.ofKeys("student", "course"));
            store.fillTags(progress -> {});
            var decisions = new DcbRepository(store);
            assertThat(decisions.getMany(Student.TYPE, "anna", "bob").getFirst()).isPresent();
            assertThat(decisions.find(Student.TYPE, "anna")).isPresent();
            assertThat(decisions.evaluate(new JoinCourse("anna", "physics")).coursesLeft())
                    .isEqualTo(9);
        }
    }

    /** Counts the events of two tutors, apart. */
    private static final class Tutors extends QuerySlice<CourseEvent> {
        int first;
        int second;

        Tutors() {
            boundary(EventTag.of("tutor", "of maths")).on(StudentJoined.class, e -> first++);
            boundary(EventTag.of("tutor", "of physics")).on(StudentJoined.class, e -> second++);
        }
    }

    @Test
    void tagsThatAFunctionGivesTellBoundariesApart() {
        var store =
                new EventStore(
                        mapper,
                        recorder,
                        TagFilling.ofKey(
                                "tutor",
                                event ->
                                        event.event() instanceof StudentJoined joined
                                                ? List.of("of " + joined.courseId())
                                                : List.of()));
        store.fillTags(progress -> {});
        var tutors = new DcbRepository(store).evaluate(new Tutors());
        assertThat(tutors.first).isEqualTo(1);
        assertThat(tutors.second).isEqualTo(1);
    }
}
