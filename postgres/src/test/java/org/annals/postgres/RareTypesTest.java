package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.stream.LongStream;

final class RareTypesTest {
    private static final Set<String> TYPES = Set.of("Joined", "Left");
    private static final long HEAD = 1_000_000;
    private static final LogSelection TEN = LogSelection.all().after(100).limit(10);

    private final RareTypes rare = new RareTypes();

    private static LogPage page(int events, long scannedTo, long head) {
        return new LogPage(
                LongStream.rangeClosed(101, 100 + events)
                        .mapToObj(each -> new Notification(each, Samples.fact("Joined")))
                        .toList(),
                scannedTo,
                head);
    }

    @Test
    void typesOfWhichNothingIsKnownAreNotRare() {
        assertThat(rare.areRare(TYPES)).isFalse();
    }

    @Test
    void theNearPartIsBoundedByThePageAndTheSelection() {
        assertThat(RareTypes.near(TEN)).isEqualTo(TEN.upTo(140));
        assertThat(RareTypes.near(TEN.upTo(120))).isEqualTo(TEN.upTo(120));
        assertThat(RareTypes.near(TEN.after(Long.MAX_VALUE - 1)))
                .isEqualTo(TEN.after(Long.MAX_VALUE - 1));
    }

    @Test
    void aPageOfTheNearPartIsWholeIfItIsFullOrNothingIsBeyond() {
        assertThat(RareTypes.isWhole(page(10, 130, HEAD), TEN)).isTrue();
        assertThat(RareTypes.isWhole(page(9, 140, HEAD), TEN)).isFalse();
        assertThat(RareTypes.isWhole(page(3, 139, HEAD), TEN)).as("full of bytes").isTrue();
        assertThat(RareTypes.isWhole(page(0, 130, 130), TEN)).as("at the head").isTrue();
        assertThat(RareTypes.isWhole(page(0, 120, HEAD), TEN.upTo(120))).as("at the end").isTrue();
    }

    @Test
    void rareTypesAreSoUntilAPageIsDense() {
        rare.learnRare(TYPES);
        assertThat(rare.areRare(TYPES)).isTrue();
        assertThat(rare.areRare(Set.of("Joined"))).as("another selection").isFalse();

        rare.learn(TYPES, page(10, 121, HEAD), TEN);
        assertThat(rare.areRare(TYPES)).as("they reach too far").isTrue();
        rare.learn(TYPES, page(9, 120, HEAD), TEN);
        assertThat(rare.areRare(TYPES)).as("the page is not full").isTrue();
        rare.learn(TYPES, page(10, 120, HEAD), TEN);
        assertThat(rare.areRare(TYPES)).isFalse();
    }
}
