package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Tag;
import org.annals.memory.MemoryRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is filled is a key for each type of event, as classes get their tags one by one. */
final class FilledTypesTest {
    private record Opened(@Tag("course") String course) {}

    private record Joined(@Tag("course") String course) {}

    private record Noted(String text) {}

    private static final Query MATHS = Query.ofTags(EventTag.of("course", "maths"));
    private static final TagFilling COURSE = TagFilling.ofKeys("course");

    private final MemoryRecorder recorder = MemoryRecorder.open("Courses");
    private final RememberingTranscoder transcoder = new RememberingTranscoder();

    /** A release whose Joined had no tags, and which gave none to be filled. */
    private final EventStore first =
            new EventStore(
                    new Mapper(EventTypes.of(Opened.class, Joined.class, Noted.class), transcoder),
                    recorder);

    /** The next one, of whose classes Opened alone has the tag. */
    private final EventStore second = store(EventTypes.of(Opened.class));

    /** And one in which Joined has it too. */
    private EventStore third() {
        return store(EventTypes.of(Opened.class, Joined.class));
    }

    private EventStore store(EventTypes types) {
        return new EventStore(new Mapper(types, transcoder), recorder, COURSE);
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    private void recordWithoutTags(Object event) {
        var tagged = DomainEvent.of(event, EventDetails.none());
        first.put(
                List.of(
                        new DomainEvent<>(
                                tagged.id(),
                                null,
                                List.of(),
                                tagged.timestamp(),
                                tagged.metadata(),
                                event)));
    }

    private static void record(EventStore store, Object event) {
        store.put(List.of(DomainEvent.of(event, EventDetails.none())));
    }

    private static void open(EventStore store, Query condition, long after) {
        store.put(
                List.of(DomainEvent.of(new Opened("maths"), EventDetails.none())),
                request ->
                        request.onCondition(
                                AppendCondition.failIfMatching(condition).after(after)));
    }

    private static void ignore(FillProgress progress) {}

    @Test
    void aClassThatGetsTheTagLaterIsFilledThen() {
        record(second, new Opened("maths"));
        recordWithoutTags(new Joined("maths"));
        EventStore third = third();

        assertThatExceptionOfType(TagsUnfinishedException.class)
                .isThrownBy(() -> open(third, MATHS, 1))
                .satisfies(e -> assertThat(e.key()).isEqualTo("course"));
        assertThatExceptionOfType(TagsUnfinishedException.class)
                .isThrownBy(() -> third.requireFinishedTags(MATHS));

        assertThat(third.fillTags(FilledTypesTest::ignore)).isEqualTo(new FillProgress(2, 2, 1));

        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> open(third, MATHS, 1))
                .satisfies(e -> assertThat(e.matchingPosition()).isEqualTo(2));
        third().requireFinishedTags(MATHS);
    }

    @Test
    void whatWasFilledBeforeIsNotFilledOnceMore() {
        recordWithoutTags(new Opened("maths"));
        second.fillTags(FilledTypesTest::ignore);
        recordWithoutTags(new Joined("maths"));

        assertThat(third().fillTags(FilledTypesTest::ignore)).isEqualTo(new FillProgress(2, 2, 1));
        assertThat(third().fillTags(FilledTypesTest::ignore)).isEqualTo(new FillProgress(0, 2, 0));
    }

    @Test
    void aClassOfWhichNothingIsRecordedNeedsNoFilling() {
        record(second, new Opened("maths"));
        EventStore third = third();

        third.requireFinishedTags(MATHS);
        open(third, MATHS, 1);
        record(third, new Joined("maths"));

        assertThat(third().fillTags(FilledTypesTest::ignore)).isEqualTo(new FillProgress(0, 3, 0));
        third().requireFinishedTags(MATHS);
    }

    @Test
    void whoFillsFindsToOwnThatNothingIsToBeFilled() {
        recordWithoutTags(new Noted("no tags"));
        List<FillProgress> told = new ArrayList<>();

        assertThat(third().fillTags(told::add)).isEqualTo(new FillProgress(0, 1, 0));

        assertThat(told).isEmpty();
        recordWithoutTags(new Joined("maths"));
        third().requireFinishedTags(MATHS);
    }

    @Test
    void aDecisionOnOtherTypesIsNotRefused() {
        record(second, new Opened("maths"));
        recordWithoutTags(new Joined("maths"));
        EventStore third = third();
        QueryItem opened = QueryItem.ofTypes("FilledTypesTest.Opened");
        var openedMaths = opened.withTags(List.of(EventTag.of("course", "maths")));

        third.requireFinishedTags(Query.of(openedMaths));
        open(third, Query.of(openedMaths), 1);

        QueryItem joinedMaths = openedMaths.withTypes(List.of("FilledTypesTest.Joined"));
        assertThatExceptionOfType(TagsUnfinishedException.class)
                .isThrownBy(() -> open(third, Query.of(openedMaths, joinedMaths), 3));
    }

    @Test
    void eventsThatCannotHaveTheTagNeedNotBeReadable() {
        recordWithoutTags(new Noted("of no class that is known today"));
        recordWithoutTags(new Joined("maths"));

        assertThat(third().fillTags(FilledTypesTest::ignore)).isEqualTo(new FillProgress(2, 2, 1));
    }

    @Test
    void aClassThatIsRenamedStaysFilled() {
        recordWithoutTags(new Joined("maths"));
        third().fillTags(FilledTypesTest::ignore);
        EventStore renamed =
                store(EventTypes.named(Joined.class, "Enrolled", 1, "FilledTypesTest.Joined"));

        renamed.requireFinishedTags(MATHS);
        record(renamed, new Joined("maths"));

        assertThat(renamed.fillTags(FilledTypesTest::ignore)).isEqualTo(new FillProgress(0, 2, 0));
    }

    @Test
    void aTypeWhoseEventsAreReadAsAnothersFromNowOnIsFilled() {
        record(third(), new Joined("maths"));
        recordWithoutTags(new Noted("maths"));
        var both =
                EventTypes.of(Joined.class)
                        .and(
                                Upcasters.of(
                                        Upcaster.typed(
                                                "FilledTypesTest.Noted",
                                                1,
                                                Noted.class,
                                                Joined.class,
                                                note -> new Joined(note.text()))));
        EventStore store = store(both);

        assertThatExceptionOfType(TagsUnfinishedException.class)
                .isThrownBy(() -> store.requireFinishedTags(MATHS));
        assertThat(store.fillTags(FilledTypesTest::ignore)).isEqualTo(new FillProgress(2, 2, 1));
    }

    @Test
    void longNamesOfTypesAreToldApart() {
        String long1 = "a".repeat(255) + '1';
        String long2 = "a".repeat(255) + '2';
        String key = "k".repeat(199);
        var names =
                Set.of(
                        FillUnit.ofType(key, long1).name(),
                        FillUnit.ofType(key, long2).name(),
                        FillUnit.ofType(key, "b").name(),
                        FillUnit.ofAll(key).name());

        assertThat(names).hasSize(4);
        for (FillUnit unit : List.of(FillUnit.ofType(key, long1), FillUnit.ofAll(key))) {
            var rest = new Unfilled(recorder.identity().logId(), Map.of(unit, 0L));
            recorder.track(Tracking.of(Tracking.ofFilled(unit), 1));
            recorder.track(Tracking.of(rest.place(), 1));
        }
    }
}
