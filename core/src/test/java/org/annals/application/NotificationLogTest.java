package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.Dog;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

final class NotificationLogTest {
    private final DogSchool school =
            new DogSchool(
                    Settings.only(Map.of("LOG_SECTION_SIZE", "5"))
                            .using(Transcoder.class, new RememberingTranscoder()));
    private final NotificationLog log = school.notificationLog();

    @AfterEach
    void close() {
        school.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, '1,10', 1, 0, '', ''",
        "5, '1,10', 1, 5, '1,5', '6,10'",
        "5, '6,10', 1, 0, '', ''",
        "9, '6,10', 6, 9, '6,9', ''",
        "9, '3,7', 3, 7, '3,7', '8,12'",
        "9, '3,10', 3, 7, '3,7', '8,12'",
        "9, '3,4', 3, 4, '3,4', '5,6'",
        "9, '3,2', 1, 0, '', ''",
        "9, '-4,3', 1, 3, '1,3', '4,6'",
        "9, '0,0', 1, 0, '', ''",
        "9, '1,9223372036854775807', 1, 5, '1,5', '6,10'"
    })
    void sectionsAreLinked(
            int events, String asked, long first, long last, String id, String nextId) {
        record(events);

        Section section = log.section(asked);

        assertThat(section.id()).isEqualTo(id);
        assertThat(section.nextId()).isEqualTo(nextId);
        assertThat(section.items())
                .extracting(Notification::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(first, last).boxed().toList());
    }

    @Test
    void anythingButTwoWholeNumbersIsRefusedAndShown() {
        for (String wrong :
                List.of(
                        "",
                        "1",
                        "1,",
                        ",1",
                        "a,b",
                        "1,2,3",
                        "1.0,2",
                        "1, 2",
                        "99999999999999999999,1")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> log.section(wrong))
                    .withMessageContaining("'" + wrong + "'");
        }
    }

    @Test
    void aReaderThatFollowsTheLinksReadsEverythingOnce() {
        record(9);

        for (int start = 1; start <= 10; start++) {
            int read = 0;
            String next = start + "," + (start + 4);
            while (!next.isEmpty()) {
                Section section = log.section(next);
                read += section.items().size();
                next = section.nextId();
            }
            assertThat(read).as("from %d", start).isEqualTo(10 - start);
        }
    }

    @Test
    void aLimitAboveTheSectionSizeIsRefusedWithBothNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.select(1, 6))
                .withMessage("limit 6 is greater than the section size 5");
        assertThat(log.sectionSize()).isEqualTo(5);
        assertThat(log.select(1, 5)).isEmpty();
    }

    @Test
    void whereNoLimitIsNamedItIsTheSectionSize() {
        record(9);

        assertThat(log.select(LogSelection.all().after(2)).notifications())
                .extracting(Notification::position)
                .containsExactly(3L, 4L, 5L, 6L, 7L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.select(LogSelection.all().limit(LogSelection.DEFAULT_LIMIT)))
                .withMessage("limit 500 is greater than the section size 5");
    }

    @Test
    void notificationsAreSelectedByStartStopAndType() {
        record(9);

        assertThat(log.select(3, 2)).extracting(Notification::position).containsExactly(3L, 4L);
        var tricks = LogSelection.all().matching(Query.ofTypes("Dog.TrickAdded")).limit(5);
        assertThat(log.select(tricks.after(2).upTo(4)).notifications())
                .extracting(Notification::position)
                .containsExactly(3L, 4L);
        assertThat(log.select(tricks.after(2).upTo(4)).scannedTo()).isEqualTo(4);
    }

    private void record(int events) {
        if (events > 0) {
            Dog dog = Dog.register("Fido");
            for (int i = 1; i < events; i++) {
                dog.addTrick("trick " + i);
            }
            school.save(dog);
        }
    }
}
