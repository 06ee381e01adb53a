package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.EventStore;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.TagFilling;
import org.annals.persistence.TagsUnfinishedException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The code of docs/guide/log.md about tags of older events. */
final class TagFillingTest {
    private static void recordAsBefore(EventStore events, CourseEvent event) {
        var tagged = DomainEvent.of(event, EventDetails.none());
        var bare =
                new DomainEvent<>(
                        tagged.id(), null, List.of(), tagged.timestamp(), tagged.metadata(), event);
        new EventStore(events.mapper(), events.recorder()).put(List.of(bare));
    }

    @Test
    void olderEventsCountOnceTheyAreFilled() {
        try (var faculty = new Faculty(Settings.only(Map.of()))) {
            recordAsBefore(faculty.events(), new CourseEvent.Opened("maths", 3));
            recordAsBefore(faculty.events(), new CourseEvent.Joined("ada", "maths"));
            // @start region="refused"
            assertThatExceptionOfType(TagsUnfinishedException.class)
                    .isThrownBy(() -> faculty.joinFirst("ada", "art"));
            // @end
            // @start region="fill"
            List<String> told = new ArrayList<>();
            var filled =
                    faculty.fillTags(
                            progress -> told.add(progress.position() + " of " + progress.head()));

            assertThat(told).containsExactly("2 of 2");
            assertThatExceptionOfType(AppendConditionFailedException.class)
                    .isThrownBy(() -> faculty.joinFirst("ada", "art"));
            // @end
            recordAsBefore(faculty.events(), new CourseEvent.Joined("bob", "maths"));
            // @start region="again"
            faculty.events().fillTagsAgain(filled.position(), progress -> {});
            // @end
            assertThatExceptionOfType(AppendConditionFailedException.class)
                    .isThrownBy(() -> faculty.joinFirst("bob", "art"));
        }
    }

    @Test
    void tagsMayFollowFromTheEnvelope() {
        // @start region="own"
        var byUser =
                TagFilling.ofKey(
                        "user",
                        event ->
                                Optional.ofNullable(event.metadata().get("user")).stream()
                                        .toList());
        var both = TagFilling.ofKeys("student", "course").and(byUser);
        // @end
        try (var faculty = new Faculty(Settings.only(Map.of()))) {
            var details = EventDetails.none().withMetadata(Map.of("user", "eve"));
            var recorder = faculty.events().recorder();
            faculty.save(DomainEvent.of(new CourseEvent.Opened("maths", 3), details));

            new EventStore(faculty.events().mapper(), recorder, both).fillTags(progress -> {});

            var query = Query.ofTags(EventTag.of("user", "eve"));
            assertThat(faculty.events().read(LogSelection.all().matching(query))).hasSize(1);
        }
    }
}
