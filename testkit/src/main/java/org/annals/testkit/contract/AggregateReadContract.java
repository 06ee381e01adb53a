package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.annals.persistence.AggregateSelection;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.Test;

import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/** What reading the events of one aggregate means. */
public abstract class AggregateReadContract extends RecorderContract {
    private static final int MANY = 1_234;

    /** For tenants. */
    protected AggregateReadContract() {}

    private static AggregateSelection dog() {
        return AggregateSelection.of("dog");
    }

    private List<StoredEvent> given(int versions) {
        List<StoredEvent> dog = events.changes("dog", 1, versions);
        append(events.change("cat", 1));
        recorder().append(dog);
        append(events.change("cat", 2), events.fact("Noticed"));
        assertEquals(dog, aggregate("dog"));
        return dog;
    }

    @Test
    void afterAVersionComesTheNext() {
        given(5);
        assertEquals(List.of(3L, 4L, 5L), versions(dog().after(2)));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), versions(dog().after(0)));
    }

    @Test
    void upToAVersionIncludesIt() {
        given(5);
        assertEquals(List.of(1L, 2L, 3L), versions(dog().upTo(3)));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), versions(dog().upTo(9)));
        assertEquals(List.of(), versions(dog().upTo(0)));
    }

    @Test
    void bothBoundsHoldAtOnce() {
        given(5);
        assertEquals(List.of(2L, 3L), versions(dog().after(1).upTo(3)));
        assertEquals(List.of(3L, 2L), versions(dog().after(1).upTo(3).backwards()));
        assertEquals(List.of(), versions(dog().after(3).upTo(3)));
        assertEquals(List.of(), versions(dog().after(4).upTo(2)));
    }

    @Test
    void afterTheLastVersionThereIsNothing() {
        given(5);
        assertEquals(List.of(), versions(dog().after(5)));
        assertEquals(List.of(), versions(dog().after(6)));
        assertEquals(List.of(), versions(dog().after(Long.MAX_VALUE)));
    }

    @Test
    void backwardsTheVersionsFall() {
        given(5);
        assertEquals(List.of(5L, 4L, 3L, 2L, 1L), versions(dog().backwards()));
        assertEquals(List.of(5L), versions(dog().backwards().limit(1)));
        assertEquals(List.of(3L), versions(dog().upTo(3).backwards().limit(1)));
        assertEquals(List.of(5L, 4L), versions(dog().after(3).backwards()));
    }

    @Test
    void aLimitCountsFromWhereReadingBegins() {
        given(5);
        assertEquals(List.of(1L, 2L), versions(dog().limit(2)));
        assertEquals(List.of(3L, 4L), versions(dog().after(2).limit(2)));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), versions(dog().limit(6)));
        assertEquals(List.of(), versions(dog().limit(0)));
    }

    @Test
    void moreThanOnePageIsReadInOrder() {
        List<StoredEvent> many = given(MANY);
        assertEquals(many, aggregate("dog"));
        assertEquals(many.subList(600, MANY), aggregate(dog().after(600)));
        assertEquals(many.subList(100, 1_100), aggregate(dog().after(100).limit(1_000)));
    }

    @Test
    void moreThanOnePageIsReadBackwards() {
        given(MANY);
        List<Long> falling =
                LongStream.rangeClosed(1, MANY).map(v -> MANY + 1 - v).boxed().toList();
        assertEquals(falling, versions(dog().backwards()));
        assertEquals(
                falling.subList(34, 1_134), versions(dog().upTo(1_200).backwards().limit(1_100)));
    }

    @Test
    void aLimitAtTheEdgeOfAPageIsExact() {
        given(MANY);
        for (int limit : new int[] {499, 500, 501, 999, 1_000, 1_001}) {
            assertEquals(upTo(limit), versions(dog().limit(limit)));
        }
        assertEquals(upTo(500), versions(dog().upTo(500)));
    }

    @Test
    void theStreamReadsAsItIsConsumed() {
        given(MANY);
        Iterator<StoredEvent> reading = recorder().readAggregate(dog()).iterator();
        assertEquals(1, version(reading.next()));
        recorder().append(events.changes("dog", MANY + 1, MANY + 3));
        for (long expected = 2; expected <= MANY; expected++) {
            assertEquals(expected, version(reading.next()));
        }
        long beyond = MANY;
        while (reading.hasNext()) {
            assertEquals(++beyond, version(reading.next()));
        }
    }

    @Test
    void appendingWhileReadingIsPossible() {
        given(MANY);
        recorder()
                .readAggregate(dog())
                .filter(event -> version(event) % 100 == 0)
                .forEach(event -> append(events.fact("Noticed", "noticed:1")));
        assertEquals(MANY / 100, positions(tagged("noticed:1")).size());
    }

    @Test
    void theStreamNeedNotBeClosed() {
        List<StoredEvent> many = given(MANY);
        for (int i = 0; i < 100; i++) {
            assertEquals(1, version(recorder().readAggregate(dog()).iterator().next()));
        }
        append(events.change("dog", MANY + 1));
        assertEquals(many.size() + 1, aggregate("dog").size());
    }

    @Test
    void eventsOfAnAggregateBetweenOthersAreFound() {
        for (int version = 1; version <= 20; version++) {
            append(events.change("dog", version), events.change("cat", version));
            append(events.fact("Noticed"));
        }
        assertEquals(upTo(20), versions(dog()));
        assertEquals(upTo(20), versions(AggregateSelection.of("cat")));
    }
}
