package org.annals.testkit.contract;

import static org.annals.testkit.contract.EventVariant.withData;
import static org.annals.testkit.contract.EventVariant.withOrigin;
import static org.annals.testkit.contract.EventVariant.withType;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.domain.Origin;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What appending the same event ids again means. */
public abstract class RepeatContract extends RecorderContract {
    /** For tenants. */
    protected RepeatContract() {}

    @Test
    void theSameRequestAgainReturnsTheFirstReceipt() {
        append(events.fact("Noticed"));
        List<StoredEvent> request = events.changes("dog", 1, 3);
        AppendReceipt first = recorder().append(request);
        assertEquals(new AppendReceipt(2, 4), first);
        assertEquals(first, recorder().append(request));
    }

    @Test
    void theSameRequestAgainWritesNothing() {
        List<StoredEvent> request = events.changes("dog", 1, 3);
        recorder().append(request);
        recorder().append(request);
        assertLog(request);
        assertEquals(request, aggregate("dog"));
    }

    @Test
    void aRepeatIsAnsweredHoweverLate() {
        List<StoredEvent> all = new ArrayList<>(events.changes("dog", 1, 2));
        AppendReceipt first = recorder().append(all);
        List<StoredEvent> later = events.changes("dog", 3, 20);
        recorder().append(later);
        assertEquals(first, recorder().append(all));
        all.addAll(later);
        assertLog(all);
    }

    @Test
    void aRepeatOfEventsWithoutAggregateReturnsTheFirstReceipt() {
        List<StoredEvent> request = events.facts(3, "Noticed", "x:1");
        AppendReceipt first = recorder().append(request);
        assertEquals(new AppendReceipt(1, 3), first);
        assertEquals(first, recorder().append(request));
        assertLog(request);
    }

    @Test
    void neighboursOfARequestAreARepeatToo() {
        List<StoredEvent> request = events.changes("dog", 1, 4);
        recorder().append(request);
        assertEquals(new AppendReceipt(2, 3), recorder().append(request.subList(1, 3)));
        assertLog(request);
    }

    @Test
    void neighboursOfTwoRequestsAreARepeatToo() {
        List<StoredEvent> all = events.changes("dog", 1, 4);
        recorder().append(all.subList(0, 2));
        recorder().append(all.subList(2, 4));
        assertEquals(new AppendReceipt(1, 4), recorder().append(all));
        assertLog(all);
    }

    @Test
    void aRepeatKeepsWhatWasRecordedFirst() {
        StoredEvent first = events.change("dog", 1);
        append(first);
        assertEquals(new AppendReceipt(1, 1), append(withData(first, new byte[] {1, 2, 3})));
        assertLog(first);
    }

    @Test
    void aKnownIdBeforeANewOneIsRefused() {
        StoredEvent first = events.change("dog", 1);
        append(first);
        assertRefused(first, events.change("dog", 2));
        assertLog(first);
    }

    @Test
    void aKnownIdAfterANewOneIsRefused() {
        StoredEvent first = events.change("dog", 1);
        append(first);
        assertRefused(events.change("cat", 1), first);
        assertLog(first);
    }

    @Test
    void aKnownIdAtAnotherVersionIsRefused() {
        StoredEvent first = events.change("dog", 1);
        append(first);
        assertRefused(withOrigin(first, new Origin("dog", 2)));
        assertLog(first);
    }

    @Test
    void aKnownIdOfAnotherAggregateIsRefused() {
        StoredEvent first = events.change("dog", 1);
        append(first);
        assertRefused(withOrigin(first, new Origin("cat", 1)));
        assertRefused(withOrigin(first, null));
        assertLog(first);
    }

    @Test
    void aKnownIdOfNoAggregateIsRefusedForOne() {
        StoredEvent first = events.fact("Noticed");
        append(first);
        assertRefused(withOrigin(first, new Origin("cat", 1)));
        assertLog(first);
    }

    @Test
    void aKnownIdOfAnotherTypeIsRefused() {
        StoredEvent first = events.fact("Noticed");
        append(first);
        assertRefused(withType(first, "Forgotten", 1));
        assertRefused(withType(first, "Noticed", 2));
        assertLog(first);
    }

    @Test
    void knownIdsInAnotherOrderAreRefused() {
        List<StoredEvent> request = events.facts(2, "Noticed");
        recorder().append(request);
        assertRefused(request.get(1), request.get(0));
        assertLog(request);
    }

    @Test
    void knownIdsThatAreNotNeighboursAreRefused() {
        List<StoredEvent> request = events.facts(3, "Noticed");
        recorder().append(request);
        assertRefused(request.get(0), request.get(2));
        assertLog(request);
    }

    @Test
    void knownIdsPastTheHeadAreRefused() {
        List<StoredEvent> request = events.facts(2, "Noticed");
        recorder().append(request);
        assertRefused(request.get(0), request.get(1), events.fact("Noticed"));
        assertLog(request);
    }

    @Test
    void anIdThatWasRefusedCanBeRecordedLater() {
        StoredEvent first = events.change("dog", 1);
        append(first);
        StoredEvent fresh = events.change("cat", 1);
        assertRefused(fresh, first);
        assertEquals(new AppendReceipt(2, 2), append(fresh));
        assertEquals(new AppendReceipt(2, 2), append(fresh));
        assertLog(first, fresh);
    }

    @Test
    void aRefusalNamesTheId() {
        StoredEvent first = events.fact("Noticed");
        append(first);
        var refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> append(first, events.fact("Noticed")));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(first.id().toString()), message);
    }

    private void assertRefused(StoredEvent... request) {
        assertThrows(
                IllegalArgumentException.class,
                () -> append(request),
                () -> "not refused: " + Arrays.toString(request));
    }
}
