package org.annals.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.dogschool.DogSchool;
import org.annals.persistence.Notification;
import org.annals.settings.Settings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class EventSampleTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 89, 100})
    void everyEventOfASmallLogIsMetOnce(int size) {
        assertThat(positions(size)).hasSize(size).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {89, 100, 997})
    void whereverASampleEndsItIsSpreadOverTheLog(int size) {
        List<Long> begin = positions(size).subList(0, 20);
        for (long tenth = 0; tenth < 10; tenth++) {
            long from = tenth * size / 10;
            assertThat(begin)
                    .as("from %d to %d", from, from + size / 10)
                    .anyMatch(position -> position > from && position <= from + size / 10 + 1);
        }
    }

    private static List<Long> positions(int size) {
        List<Long> met = new ArrayList<>();
        try (var school = new DogSchool(Settings.only(Map.of()))) {
            for (int number = 0; number < size; number++) {
                school.registerDog("Dog");
            }
            var sample = new EventSample(Set.of(), each -> noted(each, met));
            sample.read(school.events().recorder(), progress -> {});
        }
        return met;
    }

    private static byte[] noted(Notification each, List<Long> met) {
        met.add(each.position());
        return new byte[0];
    }
}
