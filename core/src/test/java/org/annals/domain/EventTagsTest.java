package org.annals.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.persistence.EventTypes;
import org.annals.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Events are tagged by their components. */
final class EventTagsTest {
    // @start region="tagged"
    record StudentJoined(@Tag("student") String studentId, @Tag("course") String courseId) {}

    // @end

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "as green as grass";
            }
        }
    }

    record CourseId(String value) {}

    record Seat(long value) {}

    record Everything(
            @Tag("text") String text,
            String untagged,
            @Tag("uuid") UUID uuid,
            @Tag("colour") Colour colour,
            @Tag("int") int number,
            @Tag("long") Long large,
            @Tag("big") BigInteger largest,
            @Tag("course") CourseId course,
            @Tag("number") Seat wrapped) {}

    private record Several(
            @Tag("list") List<String> list,
            @Tag("ids") Set<CourseId> ids,
            @Tag("maybe") Optional<UUID> maybe,
            @Tag("absent") @Nullable String absent) {}

    private static List<String> tagsOf(Object event) {
        return EventTags.of(event).stream().map(EventTag::toString).toList();
    }

    @Test
    void eachMarkedComponentGivesATagInOrder() {
        assertThat(tagsOf(new StudentJoined("s1", "c1")))
                .containsExactly("student:s1", "course:c1");
        assertThat(
                        tagsOf(
                                new Everything(
                                        "a:b",
                                        "c",
                                        new UUID(0, 7),
                                        Colour.GREEN,
                                        -1,
                                        Long.MAX_VALUE,
                                        BigInteger.TEN.pow(30),
                                        new CourseId(""),
                                        new Seat(5))))
                .containsExactly(
                        "text:a:b",
                        "uuid:00000000-0000-0000-0000-000000000007",
                        "colour:GREEN",
                        "int:-1",
                        "long:9223372036854775807",
                        "big:1000000000000000000000000000000",
                        "course:",
                        "number:5");
    }

    @Test
    void aCollectionGivesATagForEachElementAndWhatIsAbsentGivesNone() {
        assertThat(
                        tagsOf(
                                new Several(
                                        List.of("a", "b", "a"),
                                        Collections.singleton(new CourseId("c1")),
                                        Optional.of(new UUID(0, 1)),
                                        "x")))
                .containsExactly(
                        "list:a",
                        "list:b",
                        "ids:c1",
                        "maybe:00000000-0000-0000-0000-000000000001",
                        "absent:x");
        assertThat(tagsOf(new Several(Arrays.asList("a", null), Set.of(), Optional.empty(), null)))
                .containsExactly("list:a");
    }

    @Test
    void anEventWithoutMarksHasNone() {
        assertThat(EventTags.of("text")).isEmpty();
        assertThat(EventTags.of(new CourseId("x"))).isEmpty();
    }

    @Test
    void tagsGivenComeFirstAndEachCountsOnce() {
        var event =
                DomainEvent.of(
                        new StudentJoined("s1", "c1"),
                        EventDetails.tagged(
                                EventTag.of("course", "c1"), EventTag.of("term", "spring")));

        assertThat(event.tags())
                .extracting(EventTag::toString)
                .containsExactly("course:c1", "term:spring", "student:s1");
    }

    @Test
    void eventsOfEveryStyleAreTagged() {
        Evolution<Integer, StudentJoined> evolution = Evolution.of(0, (count, event) -> count + 1);

        assertThat(
                        Evolved.initial("a", evolution)
                                .trigger(new StudentJoined("s1", "c1"))
                                .pendingEvents()
                                .getFirst()
                                .tags())
                .extracting(EventTag::toString)
                .containsExactly("student:s1", "course:c1");
    }

    record OfDuration(@Tag("time") Duration time) {}

    record OfMap(@Tag("map") Map<String, String> map) {}

    record OfDouble(@Tag("double") double number) {}

    record Pair(String one, String other) {}

    record OfPair(@Tag("pair") Pair pair) {}

    record Nested(CourseId inner) {}

    record OfNested(@Tag("nested") Nested nested) {}

    record OfColon(@Tag("a:b") String text) {}

    record OfNoKey(@Tag("") String text) {}

    record OfPersonal(@Personal @Tag("name") Erasable<String> name, @Subject String person) {}

    @Test
    void whatHasNoTextThatStaysTheSameCannotBeATag() {
        for (Class<?> each : List.of(OfDuration.class, OfMap.class, OfDouble.class, OfPair.class)) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> EventTypes.of(each))
                    .withMessageContaining(each.getName())
                    .withMessageContaining("cannot be a @Tag");
        }
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EventTypes.of(OfNested.class))
                .withMessageContaining("'inner'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventTags.of(new OfDuration(Duration.ZERO)));
    }

    @Test
    void aKeyThatNoTagCanHaveIsRefusedAtTheStart() {
        for (Class<?> each : List.of(OfColon.class, OfNoKey.class)) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> EventTypes.of(each))
                    .withMessageContaining("key");
        }
    }

    @Test
    void personalDataCannotBeATag() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EventTypes.of(OfPersonal.class))
                .withMessageContaining("'name'")
                .withMessageContaining("is @Personal and cannot be a @Tag");
    }
}
