package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.domain.Recording;
import org.annals.domain.Tag;
import org.annals.memory.MemoryRecorder;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Older events are given the tags that their classes have got since. */
final class TagFillingTest {
    private sealed interface Course {
        record Opened(@Tag("course") String course) implements Course {}

        record Joined(@Tag("student") Set<String> students, @Tag("course") String course)
                implements Course {}

        record Noted(String text) implements Course {}
    }

    private static final EventTypes TYPES = EventTypes.of(Course.class);
    private static final TagFilling BOTH = TagFilling.ofKeys("student", "course");

    private final MemoryRecorder memory = MemoryRecorder.open("Courses");
    private final List<String> calls = new ArrayList<>();
    private Consumer<String> beforeCall = calls::add;
    private final Recorder recorder = watched();
    private final Mapper mapper = new Mapper(TYPES, new RememberingTranscoder());
    private final EventStore older = new EventStore(mapper, memory);

    private Recorder watched() {
        return (Recorder)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Recorder.class},
                        (proxy, method, arguments) -> {
                            beforeCall.accept(method.getName());
                            try {
                                return method.invoke(memory, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private EventStore store(TagFilling filling) {
        return new EventStore(mapper, recorder, filling);
    }

    /** Records events as a release did whose classes had no tags. */
    private void recordOld(Course... events) {
        older.put(
                Arrays.stream(events)
                        .map(event -> DomainEvent.of(event, EventDetails.none()))
                        .map(
                                event ->
                                        new DomainEvent<>(
                                                event.id(),
                                                event.origin(),
                                                List.of(),
                                                event.timestamp(),
                                                event.metadata(),
                                                event.event()))
                        .toList());
    }

    private void recordOldNotes(int count) {
        for (int i = 0; i < count; i++) {
            recordOld(new Course.Noted("n" + i));
        }
    }

    private static Course.Joined joined(String student) {
        return new Course.Joined(Set.of(student), "maths");
    }

    private static Query student(String name) {
        return Query.ofTags(EventTag.of("student", name));
    }

    private static List<Recording> decide(EventStore store, Query query, long after) {
        return store.put(
                List.of(DomainEvent.of(joined("eve"), EventDetails.none())),
                request -> request.onCondition(AppendCondition.failIfMatching(query).after(after)));
    }

    private List<Long> positions(Query query) {
        return memory.readLog(LogSelection.all().matching(query)).notifications().stream()
                .map(Notification::position)
                .toList();
    }

    private static void ignore(FillProgress progress) {}

    @Test
    void olderEventsGetTheTagsThatTheyLack() {
        recordOld(
                new Course.Opened("maths"),
                new Course.Joined(Set.of("ada", "bob"), "maths"),
                new Course.Noted("nobody"),
                joined("ada"));
        older.put(List.of(DomainEvent.of(joined("ada"), EventDetails.none())));
        assertThat(positions(student("ada"))).containsExactly(5L);
        var before = memory.readLog(LogSelection.all()).notifications();

        assertThat(store(BOTH).fillTags(TagFillingTest::ignore))
                .isEqualTo(new FillProgress(5, 5, 3));

        assertThat(positions(student("ada"))).containsExactly(2L, 4L, 5L);
        assertThat(positions(student("bob"))).containsExactly(2L);
        assertThat(positions(Query.ofTags(EventTag.of("course", "maths"))))
                .containsExactly(1L, 2L, 4L, 5L);
        assertThat(memory.readLog(LogSelection.all()).notifications()).isEqualTo(before);
    }

    @Test
    void onlyDeclaredKeysAreFilled() {
        recordOld(joined("ada"));
        var filled =
                // @start region="declared"
                TagFilling.ofKeys("student");
        // @end
        store(filled).fillTags(TagFillingTest::ignore);
        assertThat(positions(student("ada"))).containsExactly(1L);
        assertThat(positions(Query.ofTags(EventTag.of("course", "maths")))).isEmpty();
    }

    @Test
    void aDecisionIsRefusedBeforeAndJudgedAfterwards() {
        recordOld(joined("ada"), joined("bob"));
        EventStore store = store(BOTH);

        assertThatExceptionOfType(TagsUnfinishedException.class)
                .isThrownBy(() -> decide(store, student("ada"), 0))
                .satisfies(
                        e -> {
                            assertThat(e.key()).isEqualTo("student");
                            assertThat(e.position()).isZero();
                            assertThat(e.head()).isEqualTo(2);
                        })
                .withMessageContaining("'student'")
                .withMessageContaining("fillTags()");
        assertThatExceptionOfType(TagsUnfinishedException.class)
                .isThrownBy(() -> store.requireFinishedTags(student("ada")));
        assertThat(memory.head()).isEqualTo(2);

        store.fillTags(TagFillingTest::ignore);

        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> decide(store, student("ada"), 0))
                .satisfies(e -> assertThat(e.matchingPosition()).isEqualTo(1));
        store.requireFinishedTags(student("ada"));
        assertThat(decide(store, student("ada"), 1)).hasSize(1);
    }

    @Test
    void whatAsksForNoSuchTagIsNotRefused() {
        recordOld(joined("ada"));
        EventStore store = store(TagFilling.ofKeys("student"));
        var course = Query.ofTags(EventTag.of("course", "art"));

        assertThat(decide(store, course, 0)).hasSize(1);
        assertThat(decide(store, Query.ofTypes("Course.Opened"), 0)).hasSize(1);
        assertThat(decide(store, Query.all(), 3)).hasSize(1);
        assertThat(store.put(List.of(DomainEvent.of(joined("eve"), EventDetails.none()))))
                .hasSize(1);
        store.requireFinishedTags(course);
        var either =
                Query.of(QueryItem.ofTypes("a"), QueryItem.ofTags(EventTag.of("student", "x")));
        assertThatExceptionOfType(TagsUnfinishedException.class)
                .isThrownBy(() -> decide(store, either, 0));
        assertThat(memory.head()).isEqualTo(5);
    }

    @Test
    void anEmptyLogIsFinishedAtOnceAndForGood() {
        EventStore store = store(BOTH);
        store.requireFinishedTags(student("eve"));
        assertThat(decide(store, student("eve"), 0)).hasSize(1);
        assertThat(store(BOTH).fillTags(TagFillingTest::ignore))
                .isEqualTo(new FillProgress(0, 1, 0));
        decide(store(BOTH), student("ada"), 0);
    }

    @Test
    void thatAllIsFinishedIsReadOnce() {
        recordOld(joined("ada"));
        EventStore store = store(BOTH);
        store.fillTags(TagFillingTest::ignore);
        EventStore another = store(BOTH);
        decide(another, student("bob"), 0);
        calls.clear();
        for (int i = 0; i < 5; i++) {
            decide(another, student("bob"), 0);
            another.requireFinishedTags(student("bob"));
        }
        assertThat(calls).containsOnly("append").hasSize(5);
    }

    @Test
    void appendsWithoutConditionsReadNothingMoreWhileTheLogIsFilled() {
        recordOld(joined("ada"));
        EventStore store = store(BOTH);
        store.put(List.of(DomainEvent.of(joined("eve"), EventDetails.none())));
        calls.clear();
        store.put(List.of(DomainEvent.of(joined("eve"), EventDetails.none())));
        assertThat(calls).containsExactly("append");
    }

    @Test
    void whoeverWasRefusedFindsThatAnotherHasFinished() {
        recordOld(joined("ada"));
        EventStore waiting = store(BOTH);
        assertThatExceptionOfType(TagsUnfinishedException.class)
                .isThrownBy(() -> decide(waiting, student("bob"), 0));

        store(BOTH).fillTags(TagFillingTest::ignore);

        assertThat(decide(waiting, student("bob"), 0)).hasSize(1);
    }

    @Test
    void aKeyThatIsDeclaredLaterIsFilledToo() {
        recordOld(joined("ada"));
        store(TagFilling.ofKeys("student")).fillTags(TagFillingTest::ignore);
        EventStore store = store(BOTH);
        assertThatExceptionOfType(TagsUnfinishedException.class)
                .isThrownBy(
                        () -> store.requireFinishedTags(Query.ofTags(EventTag.of("course", "x"))))
                .satisfies(e -> assertThat(e.key()).isEqualTo("course"));
        store.requireFinishedTags(student("ada"));

        assertThat(store.fillTags(TagFillingTest::ignore)).isEqualTo(new FillProgress(1, 1, 1));
        assertThat(positions(Query.ofTags(EventTag.of("course", "maths")))).containsExactly(1L);
    }

    @Test
    void itGoesOnWhereItWasCutOff() {
        recordOldNotes(700);
        recordOld(joined("ada"));
        beforeCall =
                method -> {
                    if (method.equals("addTags") && calls.contains("addTags")) {
                        throw new RecorderUnavailableException("Away.", null);
                    }
                    calls.add(method);
                };
        EventStore store = store(BOTH);
        assertThatExceptionOfType(RecorderUnavailableException.class)
                .isThrownBy(() -> store.fillTags(TagFillingTest::ignore));
        assertThatExceptionOfType(TagsUnfinishedException.class)
                .isThrownBy(() -> store.requireFinishedTags(student("ada")))
                .satisfies(e -> assertThat(e.position()).isEqualTo(500));
        beforeCall = calls::add;
        List<FillProgress> told = new ArrayList<>();

        store(BOTH).fillTags(told::add);

        assertThat(told).containsExactly(new FillProgress(701, 701, 1));
        assertThat(positions(student("ada"))).containsExactly(701L);
    }

    @Test
    void whoeverIsOvertakenGoesOnBehindTheOther() {
        recordOldNotes(600);
        recordOld(joined("ada"));
        boolean[] overtaken = {false};
        beforeCall =
                method -> {
                    if (method.equals("addTags") && !overtaken[0]) {
                        overtaken[0] = true;
                        new EventStore(mapper, memory, BOTH).fillTags(TagFillingTest::ignore);
                    }
                };
        List<FillProgress> told = new ArrayList<>();

        assertThat(store(BOTH).fillTags(told::add)).isEqualTo(new FillProgress(601, 601, 0));

        assertThat(overtaken[0]).isTrue();
        assertThat(positions(student("ada"))).containsExactly(601L);
    }

    @Test
    void eventsThatComeMeanwhileAreReached() {
        recordOld(joined("bob"));
        recordOldNotes(599);
        boolean[] come = {false};
        beforeCall =
                method -> {
                    if (method.equals("addTags") && !come[0]) {
                        come[0] = true;
                        recordOld(joined("ada"));
                    }
                };
        assertThat(store(BOTH).fillTags(TagFillingTest::ignore).position()).isEqualTo(601);
        assertThat(positions(student("ada"))).containsExactly(601L);
    }

    @Test
    void itIsRunAgainFromAPositionForWhatOlderReleasesHaveWrittenSince() {
        recordOld(joined("ada"));
        EventStore store = store(BOTH);
        long filled = store.fillTags(TagFillingTest::ignore).position();
        recordOld(joined("ada"));
        assertThat(store.fillTags(TagFillingTest::ignore).events()).isZero();
        assertThat(positions(student("ada"))).containsExactly(1L);

        for (int times = 0; times < 2; times++) {
            assertThat(store.fillTagsAgain(filled, TagFillingTest::ignore))
                    .isEqualTo(new FillProgress(2, 2, 1));
            assertThat(positions(student("ada"))).containsExactly(1L, 2L);
        }
        assertThat(store.fillTagsAgain(7, TagFillingTest::ignore).events()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.fillTagsAgain(-1, TagFillingTest::ignore));
    }

    @Test
    void tagsMayFollowFromAnythingInTheEnvelope() {
        older.put(
                List.of(
                        DomainEvent.of(
                                new Course.Noted("by ada"),
                                EventDetails.none().withMetadata(Map.of("user", "ada")))));
        var filling =
                TagFilling.ofKey("user", event -> Set.of(event.metadata().getOrDefault("user", "")))
                        .and(TagFilling.ofKeys("student"));
        EventStore store = store(filling);
        store.fillTags(TagFillingTest::ignore);
        assertThat(positions(Query.ofTags(EventTag.of("user", "ada")))).containsExactly(1L);
        assertThat(filling.keys()).containsExactlyInAnyOrder("user", "student");
    }

    private static TagFilling users() {
        return TagFilling.ofKey(
                "user",
                event -> {
                    String users = event.metadata().getOrDefault("users", "");
                    return users.isEmpty() ? List.of() : List.of(users.split(","));
                });
    }

    private static DomainEvent<Course> by(String users, @Nullable Origin origin) {
        var details = EventDetails.none().withMetadata(Map.of("users", users));
        return origin == null
                ? DomainEvent.of(joined("ada"), details)
                : DomainEvent.of(joined("ada"), origin, details);
    }

    @Test
    void whatIsRecordedHasTheTagsThatAFunctionGives() {
        EventStore store = store(users().and(BOTH));
        DomainEvent<Course> fact = by("eve,bob", null);
        List<DomainEvent<Course>> events =
                List.of(fact, by("eve", new Origin("maths", 1)), by("", null));

        List<Recording> recorded = store.put(events);

        assertThat(recorded.getFirst().domainEvent().tags())
                .startsWith(fact.tags().toArray(new EventTag[0]))
                .endsWith(EventTag.of("user", "bob"), EventTag.of("user", "eve"))
                .hasSize(4);
        assertThat(recorded.getLast().domainEvent()).isEqualTo(events.getLast());
        assertThat(store.read(LogSelection.all())).isEqualTo(recorded);
        assertThat(positions(Query.ofTags(EventTag.of("user", "eve")))).containsExactly(1L, 2L);
        assertThat(store.get(AggregateSelection.of("maths")))
                .containsExactly(recorded.get(1).domainEvent());
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> decide(store, Query.ofTags(EventTag.of("user", "bob")), 0))
                .satisfies(e -> assertThat(e.matchingPosition()).isEqualTo(1));
    }

    @Test
    void aRepeatIsTheSameRequestWithAndWithoutTheTagsOfAFunction() {
        EventStore store = store(users());
        List<DomainEvent<Course>> events = List.of(by("eve", null));
        List<Recording> recorded = store.put(events);

        assertThat(store.put(events)).isEqualTo(recorded);
        assertThat(store.put(List.of(recorded.getFirst().domainEvent()))).isEqualTo(recorded);
        assertThat(memory.head()).isEqualTo(1);

        List<DomainEvent<Course>> before = List.of(by("bob", null));
        older.put(before);
        store.put(before);
        assertThat(memory.head()).isEqualTo(2);
    }

    @Test
    void nothingIsRecordedIfTheFunctionThrows() {
        var broken =
                TagFilling.ofKey(
                        "user",
                        event -> {
                            throw new IllegalStateException("no user");
                        });
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store(broken).put(List.of(by("eve", null))))
                .withMessage("no user");
        assertThat(memory.head()).isZero();
    }

    @Test
    void aLogThatBecomesAnotherIsNotFinished() {
        EventStore before = store(BOTH);
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(
                        () ->
                                before.put(
                                        List.of(),
                                        request ->
                                                request.withWork(
                                                        work -> {
                                                            throw new IllegalStateException();
                                                        })));
        memory.adopt(new UUID(1, 1), new UUID(1, 2));
        recordOld(joined("ada"));

        EventStore store = store(BOTH);
        assertThatExceptionOfType(TagsUnfinishedException.class)
                .isThrownBy(() -> decide(store, student("ada"), 0));
        store.fillTags(TagFillingTest::ignore);
        store(BOTH).requireFinishedTags(student("ada"));
    }

    @Test
    void whatWasFinishedMayBeForgottenAndIsFinishedAnew() {
        recordOld(joined("ada"));
        store(BOTH).fillTags(TagFillingTest::ignore);
        for (int times = 0; times < 2; times++) {
            TagFilling.forgetFinished(memory);
            TagFilling.forgetFinished(memory);
            EventStore store = store(BOTH);
            assertThatExceptionOfType(TagsUnfinishedException.class)
                    .isThrownBy(() -> store.requireFinishedTags(student("ada")));
            recordOld(joined("bob"));
            assertThat(store.fillTags(TagFillingTest::ignore).events()).isEqualTo(memory.head());
            store(BOTH).requireFinishedTags(student("ada"));
        }
    }

    @Test
    void whoeverKnewItFinishedAsksAnewWhenItFills() {
        recordOld(joined("ada"));
        EventStore running = store(BOTH);
        running.fillTags(TagFillingTest::ignore);
        // As an import in another process does.
        TagFilling.forgetFinished(memory);
        recordOld(joined("ada"));

        assertThat(running.fillTags(TagFillingTest::ignore)).isEqualTo(new FillProgress(2, 2, 2));

        assertThat(positions(student("ada"))).containsExactly(1L, 2L);
        store(BOTH).requireFinishedTags(student("ada"));
    }

    @Test
    void whatCannotBeFilledIsRefusedWhenItIsDeclared() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TagFilling.ofKeys("student", "student"))
                .withMessageContaining("'student'");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> BOTH.and(TagFilling.ofKeys("course")));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TagFilling.ofKeys("k".repeat(200)));
        assertThat(TagFilling.ofKeys("k".repeat(199)).keys()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> TagFilling.ofKeys("a:b"));
        assertThatIllegalArgumentException().isThrownBy(() -> TagFilling.ofKeys(""));
        assertThat(TagFilling.ofKeys().keys()).isEmpty();
    }

    @Test
    void tagsThatAnEventHasDoNotCountForTheLimit() {
        var limits = Limits.builder().tags(2).build();
        try (var limited = MemoryRecorder.open("Courses", limits)) {
            var origin = new Origin("maths", 1);
            var event = DomainEvent.of(joined("ada"), origin, EventDetails.none());
            new EventStore(mapper, limited).put(List.of(event));
            var two = TagFilling.ofKey("pair", each -> List.of("a", "b"));
            var three = TagFilling.ofKey("three", each -> List.of("a", "b", "c"));

            new EventStore(mapper, limited, two).fillTags(TagFillingTest::ignore);

            var query =
                    Query.ofTags(
                            EventTag.of("student", "ada"),
                            EventTag.of("course", "maths"),
                            EventTag.of("pair", "a"),
                            EventTag.of("pair", "b"));
            assertThat(limited.readLog(LogSelection.all().matching(query)).notifications())
                    .hasSize(1);
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    new EventStore(mapper, limited, three)
                                            .fillTags(TagFillingTest::ignore))
                    .withMessageContaining("'tags'");
        }
    }

    @Test
    void addedTagsCannotBeWrong() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AddedTags(1, Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AddedTags(0, Set.of(EventTag.of("a", "b"))));
        Set<EventTag> tags = new HashSet<>(Set.of(EventTag.of("a", "b")));
        var added = new AddedTags(1, tags);
        tags.clear();
        assertThat(added.tags()).hasSize(1);
    }
}
