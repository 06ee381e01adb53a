package org.annals.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.application.DogSchool;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A reader comes to the end of a log, wherever it begins. */
final class NotificationLogReaderTest {
    private final DogSchool school =
            new DogSchool(
                    Settings.only(Map.of("LOG_SECTION_SIZE", "4", "PULL_SECTION_SIZE", "3"))
                            .using(Transcoder.class, new RememberingTranscoder()));
    private final NotificationLogReader reader =
            new NotificationLogReader(school.notificationLog());

    @AfterEach
    void close() {
        school.close();
    }

    private void record(int events) {
        String fido = school.registerDog("Fido");
        for (int i = 1; i < events; i++) {
            school.addTrick(fido, "trick " + i);
        }
    }

    private static List<Long> positions(Stream<Notification> notifications) {
        return notifications.map(Notification::position).toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void linkedSectionsAndPagesLeadToTheEnd(long start) {
        record(9);

        assertThat(positions(reader.read(start))).isEqualTo(range(start, 9));
        assertThat(positions(reader.read(LogSelection.all().from(start))))
                .isEqualTo(range(start, 9));
    }

    @Test
    void anEmptyLogIsReadToItsEnd() {
        assertThat(reader.read(0)).isEmpty();
        assertThat(reader.read(LogSelection.all())).isEmpty();
    }

    @Test
    void whatIsReadLaterHasWhatWasRecordedMeanwhile() {
        // @start region="read"
        record(9);
        List<Notification> first = reader.read(1).toList();
        school.registerDog("Rex");
        List<Notification> more = reader.read(first.getLast().position() + 1).toList();
        // @end

        assertThat(first).hasSize(9);
        assertThat(positions(more.stream())).containsExactly(10L);
    }

    @Test
    void pagesAreOfWhatIsSelectedInEitherDirection() {
        record(9);
        LogSelection tricks = LogSelection.all().matching(Query.ofTypes("Dog.TrickAdded"));

        assertThat(positions(reader.read(tricks))).isEqualTo(range(2, 9));
        assertThat(positions(reader.read(tricks.after(3).upTo(6)))).isEqualTo(range(4, 6));
        assertThat(positions(reader.read(tricks.backwards().after(7).limit(1))))
                .containsExactly(9L, 8L);
        assertThat(positions(reader.read(LogSelection.all().matching(Query.ofTypes("None")))))
                .isEmpty();
    }

    @Test
    void aNegativeStartIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> reader.read(-1));
    }
}
