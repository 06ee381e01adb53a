package org.annals.testkit.contract;

import static org.annals.testkit.contract.EventVariant.withData;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.annals.persistence.LogSelection;
import org.annals.persistence.LogStream;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Which events a page of the log holds. */
public abstract class LogReadContract extends RecorderContract {
    /** For tenants. */
    protected LogReadContract() {}

    private static LogSelection all() {
        return LogSelection.all();
    }

    private List<StoredEvent> given(int size) {
        List<StoredEvent> facts = events.facts(size, "Noticed");
        recorder().append(facts);
        assertLog(facts);
        return facts;
    }

    @Test
    void anEmptyLogHasNoEventsAndHeadZero() {
        assertEquals(0, recorder().head());
        assertEquals(List.of(), positions(all()));
        assertEquals(List.of(), positions(all().backwards()));
        assertEquals(List.of(), positions(Query.ofTypes("Noticed")));
        assertEquals(0, recorder().readLog(all()).head());
        given(1);
    }

    @Test
    void afterAPositionComesTheNext() {
        given(3);
        assertEquals(List.of(1L, 2L, 3L), positions(all().after(0)));
        assertEquals(List.of(2L, 3L), positions(all().after(1)));
        assertEquals(List.of(), positions(all().after(3)));
        assertEquals(List.of(), positions(all().after(4)));
    }

    @Test
    void afterTheHighestNumberThereIsNothing() {
        given(3);
        assertEquals(List.of(), positions(all().after(Long.MAX_VALUE)));
        assertEquals(List.of(), positions(all().after(Long.MAX_VALUE).backwards()));
        assertEquals(List.of(), positions(all().from(Long.MAX_VALUE)));
        assertEquals(List.of(1L, 2L, 3L), positions(all().upTo(Long.MAX_VALUE)));
    }

    @Test
    void fromAPositionIncludesIt() {
        given(3);
        assertEquals(List.of(1L, 2L, 3L), positions(all().from(1)));
        assertEquals(List.of(1L, 2L, 3L), positions(all().from(0)));
        assertEquals(List.of(2L, 3L), positions(all().from(2)));
    }

    @Test
    void upToAPositionIncludesIt() {
        given(3);
        assertEquals(List.of(1L, 2L), positions(all().upTo(2)));
        assertEquals(List.of(2L), positions(all().from(2).upTo(2)));
        assertEquals(List.of(2L), positions(all().after(1).upTo(2)));
        assertEquals(List.of(), positions(all().upTo(0)));
        assertEquals(List.of(), positions(all().after(2).upTo(1)));
    }

    @Test
    void aLimitOfOneReadsOneByOne() {
        given(3);
        assertEquals(List.of(1L), positions(all().limit(1)));
        assertEquals(List.of(2L), positions(all().limit(1).after(1)));
        assertEquals(List.of(3L), positions(all().limit(1).after(2)));
    }

    @Test
    void aLimitOfZeroReadsNothing() {
        given(3);
        assertEquals(List.of(), positions(all().limit(0)));
        assertEquals(List.of(), positions(all().limit(0).backwards()));
    }

    @Test
    void backwardsTheSameEventsComeInFallingOrder() {
        given(4);
        assertEquals(List.of(4L, 3L, 2L, 1L), positions(all().backwards()));
        assertEquals(List.of(4L), positions(all().backwards().limit(1)));
        assertEquals(List.of(4L, 3L), positions(all().after(2).backwards()));
        assertEquals(List.of(3L, 2L), positions(all().upTo(3).backwards().limit(2)));
        assertEquals(List.of(3L, 2L), positions(all().after(1).upTo(3).backwards()));
    }

    @Test
    void aPageHasFiveHundredEventsWhereNoLimitIsNamed() {
        List<StoredEvent> given = events.facts(501, "Noticed");
        recorder().append(given);
        assertEquals(upTo(500), positions(all()));
        assertEquals(List.of(501L), positions(all().after(500)));
        assertLog(given);
    }

    @Test
    void aPageMayHaveMoreThanFiveHundredEvents() {
        recorder().append(events.facts(1_100, "Noticed"));
        assertEquals(upTo(1_001), positions(all().limit(1_001)));
        assertEquals(upTo(1_100), positions(all().limit(Integer.MAX_VALUE)));
    }

    @Test
    void theOrderIsThatOfAppendingWhateverTheAggregate() {
        StoredEvent second = events.change("a", 1);
        StoredEvent first = events.change("z", 1);
        StoredEvent third = events.change("m", 1);
        append(first);
        append(second, third);
        assertLog(first, second, third);
    }

    @Test
    void aRefusedAppendLeavesTheLogAndTheHead() {
        StoredEvent first = events.change("dog", 1);
        append(first);
        assertThrows(
                VersionConflictException.class,
                () -> append(events.change("cat", 1), events.change("dog", 1)));
        assertEquals(1, recorder().head());
        assertLog(first);
    }

    @Test
    void aPageSaysTheHeadWhateverIsSelected() {
        given(5);
        assertEquals(5, recorder().readLog(all().limit(1)).head());
        assertEquals(5, recorder().readLog(all().upTo(2)).head());
        assertEquals(5, recorder().readLog(all().limit(0)).head());
        assertEquals(5, recorder().readLog(all().matching(tagged("x:1"))).head());
    }

    @Test
    void theLogCanBeStreamed() {
        List<StoredEvent> given = given(7);
        for (int size : new int[] {1, 2, 7, 1_000}) {
            assertEquals(
                    given,
                    LogStream.of(recorder(), all().limit(size))
                            .map(Notification::storedEvent)
                            .toList());
        }
    }

    @Test
    void eventsWithDataComeWithTheirOwn() {
        StoredEvent[] given = new StoredEvent[3];
        for (int i = 0; i < given.length; i++) {
            given[i] = withData(events.fact("Noticed"), new byte[] {(byte) i});
        }
        append(given);
        assertLog(given);
    }
}
