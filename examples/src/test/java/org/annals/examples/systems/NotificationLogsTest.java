package org.annals.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.application.NotificationLog;
import org.annals.application.Section;
import org.annals.examples.RecorderKind;
import org.annals.examples.dogschool.Dog;
import org.annals.examples.dogschool.DogSchool;
import org.annals.following.NotificationLogReader;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Sections, pages and readers of a notification log are the same on every recorder. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class NotificationLogsTest {
    private final DogSchool school;
    private final NotificationLog log;
    private final NotificationLogReader reader;

    NotificationLogsTest(RecorderKind recorder, @TempDir Path folder) {
        Map<String, String> values = new HashMap<>(recorder.valuesIn(folder));
        values.put("LOG_SECTION_SIZE", "5");
        values.put("PULL_SECTION_SIZE", "4");
        this.school = new DogSchool(Settings.only(values));
        this.log = school.notificationLog();
        this.reader = new NotificationLogReader(log);
    }

    @AfterEach
    void close() {
        school.close();
    }

    /** Records so many events more: a dog and its tricks. */
    private void record(int events) {
        Dog dog = Dog.register("Fido");
        for (int i = 1; i < events; i++) {
            dog.addTrick("trick " + i);
        }
        school.save(dog);
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private static List<Long> positions(Stream<Notification> notifications) {
        return notifications.map(Notification::position).toList();
    }

    private void assertSection(String asked, List<Long> items, String id, String nextId) {
        Section section = log.section(asked);
        assertThat(positions(section.items().stream())).as(asked).isEqualTo(items);
        assertThat(section.id()).as(asked).isEqualTo(id);
        assertThat(section.nextId()).as(asked).isEqualTo(nextId);
    }

    @Test
    void sectionsAreLinked() {
        assertSection("1,10", List.of(), "", "");
        record(5);
        assertSection("1,10", range(1, 5), "1,5", "6,10");
        assertSection("6,10", List.of(), "", "");
        record(4);
        assertSection("6,10", range(6, 9), "6,9", "");
        assertSection("3,7", range(3, 7), "3,7", "8,12");
        assertSection("3,10", range(3, 7), "3,7", "8,12");
        assertSection("3,4", range(3, 4), "3,4", "5,6");
        assertSection("3,2", List.of(), "", "");
        assertSection("-4,3", range(1, 3), "1,3", "4,6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.section("3"))
                .withMessageContaining("'3'");
    }

    @Test
    void aSelectionHasStartStopLimitAndTypes() {
        record(9);
        LogSelection all = LogSelection.all();

        assertThat(positions(log.select(3, 2).stream())).isEqualTo(range(3, 4));
        assertThat(positions(log.select(all.after(3)).notifications().stream()))
                .isEqualTo(range(4, 8));
        assertThat(positions(log.select(all.from(3).upTo(4)).notifications().stream()))
                .isEqualTo(range(3, 4));
        var tricks = all.matching(Query.ofTypes("Dog.TrickAdded"));
        assertThat(positions(log.select(tricks.upTo(3)).notifications().stream()))
                .isEqualTo(range(2, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.select(1, 6))
                .withMessage("limit 6 is greater than the section size 5");
    }

    @Test
    void aReaderComesToTheEndWhereverItBegins() {
        assertThat(reader.read(1)).isEmpty();
        record(9);
        for (long start = 1; start <= 10; start++) {
            assertThat(positions(reader.read(start))).isEqualTo(range(start, 9));
            assertThat(positions(reader.read(LogSelection.all().from(start))))
                    .isEqualTo(range(start, 9));
        }
        var tricks = LogSelection.all().matching(Query.ofTypes("Dog.TrickAdded"));
        assertThat(positions(reader.read(tricks))).isEqualTo(range(2, 9));
        assertThat(positions(reader.read(tricks.backwards().after(7)))).containsExactly(9L, 8L);
        record(1);
        assertThat(positions(reader.read(10))).containsExactly(10L);
    }
}
