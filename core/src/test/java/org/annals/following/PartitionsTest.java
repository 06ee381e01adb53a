package org.annals.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Which partition an event is in, which never changes. */
final class PartitionsTest {
    private static Notification event(String aggregate, String... tags) {
        return new Notification(
                1,
                new StoredEvent(
                        new UUID(1, 2),
                        new Origin(aggregate, 1),
                        "Happened",
                        1,
                        Set.of(tags).stream().map(EventTag::parse).toList(),
                        Instant.EPOCH,
                        Map.of(),
                        Bytes.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "123456789, 4, 1",
        "dog-1, 4, 3",
        "dog-2, 8, 4",
        "Fido, 1, 5",
        "Žofie, 2, 1",
        "018f6b5e-0000-7000-8000-000000000001, 6, 5"
    })
    void theNumberOfAKeyIsStoredBehaviour(String key, int ofEight, int ofFive) {
        assertThat(Partitions.of(8).numberOf(event(key))).isEqualTo(ofEight);
        assertThat(Partitions.of(5).numberOf(event(key))).isEqualTo(ofFive);
        assertThat(Partitions.none().numberOf(event(key))).isEqualTo(1);
    }

    @Test
    void byATagItsValueIsTheKey() {
        var byOrder = Partitions.of(8, SequenceKey.byTag("order"));

        assertThat(byOrder.numberOf(event("line-7", "order:dog-2"))).isEqualTo(8);
        assertThat(byOrder.numberOf(event("dog-1"))).as("without the tag").isEqualTo(4);
    }

    @Test
    void keysInARowSpread() {
        assertSpread(number -> "dog-" + number);
        assertSpread(number -> new UUID(0x018f_6b5e_0000_7000L, number).toString());
        assertSpread(number -> Integer.toString(number));
    }

    private static void assertSpread(Function<Integer, String> key) {
        for (int count : List.of(2, 3, 8, 16, 100)) {
            var partitions = Partitions.of(count);
            Map<Integer, Integer> sizes = new TreeMap<>();
            IntStream.range(0, count * 1_000)
                    .forEach(
                            each ->
                                    sizes.merge(
                                            partitions.numberOf(event(key.apply(each))),
                                            1,
                                            Integer::sum));
            assertThat(sizes).hasSize(count);
            assertThat(sizes.values())
                    .as("%d partitions of keys as %s", count, key.apply(1))
                    .allSatisfy(size -> assertThat(size).isBetween(600, 1_400));
        }
    }

    @Test
    void namesHaveNumberAndCount() {
        assertThat(Partitions.of(3).names("DogSchool"))
                .containsExactly("DogSchool#1/3", "DogSchool#2/3", "DogSchool#3/3");
        assertThat(Partitions.none().names("DogSchool")).containsExactly("DogSchool");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Partitions.of(3).name("DogSchool", 4))
                .withMessage("There is no partition 4 of 3: the first is 1.");
    }

    @Test
    void thereAreOneToAThousand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Partitions.of(0))
                .withMessage("An upstream cannot be followed in 0 partitions. Give it 1 to 1000.");
        assertThatIllegalArgumentException().isThrownBy(() -> Partitions.of(1_001));
        assertThat(Partitions.of(1_000).count()).isEqualTo(Partitions.MOST);
    }
}
