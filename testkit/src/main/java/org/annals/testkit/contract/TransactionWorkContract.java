package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.TransactionWork;
import org.annals.persistence.TransactionWorkFailedException;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What writing rows of the user's own in the transaction of an append means. */
public abstract class TransactionWorkContract extends RecorderContract {
    /** For tenants. */
    protected TransactionWorkContract() {}

    private TransactionWork row(String key, String value) {
        return fixture().writingRow(key, value);
    }

    private Optional<String> found(String key) {
        return fixture().findRow(key);
    }

    private static TransactionWork thenThrowing(TransactionWork first, Exception failure) {
        return transaction -> {
            first.run(transaction);
            throw failure;
        };
    }

    /** Records version 1 of a dog, up1 at 21 and the row k=old. */
    private StoredEvent given() {
        StoredEvent event = events.change("dog", 1, "x:1");
        recorder()
                .append(
                        AppendRequest.of(List.of(event))
                                .withTracking(Tracking.of("up1", 21))
                                .withWork(row("k", "old")));
        assertEquals(Optional.of("old"), found("k"));
        assertLog(event);
        return event;
    }

    private <T extends Exception> T assertUndone(Class<T> type, AppendRequest request) {
        StoredEvent before = given();
        T failure = assertThrows(type, () -> recorder().append(request.withWork(row("k", "new"))));
        assertUnchanged(before);
        return failure;
    }

    private void assertUnchanged(StoredEvent before) {
        assertEquals(Optional.of("old"), found("k"));
        assertEquals(21, recorder().trackedPosition("up1"));
        assertLog(before);
    }

    @Test
    void rowsCommitWithTheEvents() {
        given();
        StoredEvent second = events.change("dog", 2);
        AppendRequest request = AppendRequest.of(List.of(second)).withWork(row("k2", "v2"));
        assertEquals(new AppendReceipt(2, 2), recorder().append(request));
        assertEquals(Optional.of("v2"), found("k2"));
        assertEquals(Optional.of("old"), found("k"));
        assertEquals(Optional.empty(), found("k3"));
    }

    @Test
    void rowsCommitWithoutEvents() {
        given();
        AppendRequest rowsAlone = AppendRequest.of(List.of()).withWork(row("k", "new"));
        assertEquals(AppendReceipt.empty(), recorder().append(rowsAlone));
        assertEquals(Optional.of("new"), found("k"));
        assertEquals(1, recorder().head());
    }

    @Test
    void rowsCommitWithTrackingAlone() {
        given();
        AppendRequest view =
                AppendRequest.of(List.of())
                        .withTracking(Tracking.of("up1", 22))
                        .withWork(row("k", "new"));
        assertEquals(AppendReceipt.empty(), recorder().append(view));
        assertEquals(Optional.of("new"), found("k"));
        assertEquals(22, recorder().trackedPosition("up1"));
    }

    @Test
    void aVersionConflictUndoesTheRows() {
        assertUndone(
                VersionConflictException.class,
                AppendRequest.of(events.changes("dog", 1, 1)).withTracking(Tracking.of("up1", 22)));
    }

    @Test
    void aTrackingConflictUndoesTheRows() {
        assertUndone(
                TrackingConflictException.class,
                AppendRequest.of(events.changes("dog", 2, 2)).withTracking(Tracking.of("up1", 21)));
    }

    @Test
    void aTrackingConflictUndoesTheRowsOfAViewWithoutEvents() {
        assertUndone(
                TrackingConflictException.class,
                AppendRequest.of(List.of()).withTracking(Tracking.of("up1", 20)));
    }

    @Test
    void aFailedConditionUndoesTheRows() {
        assertUndone(
                AppendConditionFailedException.class,
                AppendRequest.of(events.changes("dog", 2, 2))
                        .onCondition(failIfMatching(tagged("x:1"))));
    }

    @Test
    void aKnownIdUndoesTheRows() {
        StoredEvent before = given();
        AppendRequest request =
                AppendRequest.of(List.of(before, events.change("dog", 2)))
                        .withWork(row("k", "new"));
        assertThrows(IllegalArgumentException.class, () -> recorder().append(request));
        assertUnchanged(before);
    }

    @Test
    void aRepeatWritesItsRowsOnlyOnce() {
        StoredEvent before = given();
        recorder().append(AppendRequest.of(List.of()).withWork(row("k", "later")));
        AppendRequest again = AppendRequest.of(List.of(before)).withWork(row("k", "old"));
        assertEquals(new AppendReceipt(1, 1), recorder().append(again));
        assertEquals(Optional.of("later"), found("k"));
        assertLog(before);
    }

    @Test
    void anUncheckedExceptionOfTheWorkReachesTheCallerAsItIs() {
        StoredEvent before = given();
        var failure = new IllegalStateException("of the user's own");
        AppendRequest request =
                AppendRequest.of(events.changes("dog", 2, 2))
                        .withTracking(Tracking.of("up1", 22))
                        .withWork(thenThrowing(row("k", "new"), failure));
        assertSame(
                failure,
                assertThrows(IllegalStateException.class, () -> recorder().append(request)));
        assertUnchanged(before);
    }

    @Test
    void aCheckedExceptionOfTheWorkIsTheCause() {
        StoredEvent before = given();
        var failure = new IOException("of the user's own");
        AppendRequest request =
                AppendRequest.of(events.changes("dog", 2, 2))
                        .withTracking(Tracking.of("up1", 22))
                        .withWork(thenThrowing(row("k", "new"), failure));
        var thrown =
                assertThrows(
                        TransactionWorkFailedException.class, () -> recorder().append(request));
        assertSame(failure, thrown.getCause());
        assertUnchanged(before);
    }

    @Test
    void aFailureOfTheWorkWithoutEventsUndoesItsRows() {
        StoredEvent before = given();
        AppendRequest request =
                AppendRequest.of(List.of())
                        .withTracking(Tracking.of("up1", 22))
                        .withWork(thenThrowing(row("k", "new"), new IOException("late")));
        assertThrows(TransactionWorkFailedException.class, () -> recorder().append(request));
        assertUnchanged(before);
    }

    @Test
    void anErrorOfTheWorkUndoesEverythingAndTheRecorderGoesOn() {
        StoredEvent before = given();
        TransactionWork first = row("k", "new");
        AppendRequest request =
                AppendRequest.of(events.changes("dog", 2, 2))
                        .withWork(
                                transaction -> {
                                    first.run(transaction);
                                    throw new AssertionError("of the user's own");
                                });
        assertThrows(AssertionError.class, () -> recorder().append(request));
        assertUnchanged(before);
        append(events.change("dog", 2));
        assertEquals(2, recorder().head());
    }

    @Test
    void afterAFailureTheSameEventsCanBeAppended() {
        given();
        List<StoredEvent> second = events.changes("dog", 2, 2);
        AppendRequest failing =
                AppendRequest.of(second)
                        .withWork(thenThrowing(row("k", "new"), new IOException("once")));
        assertThrows(TransactionWorkFailedException.class, () -> recorder().append(failing));
        recorder().append(AppendRequest.of(second).withWork(row("k", "new")));
        assertEquals(Optional.of("new"), found("k"));
        assertEquals(2, aggregate("dog").size());
    }

    @Test
    void workThatAppendsToTheSameRecorderIsRefused() {
        StoredEvent before = given();
        StoredEvent inner = events.fact("Noticed");
        AppendRequest request =
                AppendRequest.of(events.changes("dog", 2, 2))
                        .withWork(transaction -> append(inner));
        assertThrows(IllegalStateException.class, () -> recorder().append(request));
        assertUnchanged(before);
    }

    @Test
    void aHandleThatTheRecorderHasNotIsRefused() {
        StoredEvent before = given();
        AppendRequest request =
                AppendRequest.of(events.changes("dog", 2, 2))
                        .withWork(transaction -> transaction.as(UUID.class));
        var refusal =
                assertThrows(IllegalArgumentException.class, () -> recorder().append(request));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains("java.util.UUID"), message);
        assertUnchanged(before);
    }

    @Test
    void aRowMayBeWrittenAgain() {
        given();
        recorder().append(AppendRequest.of(List.of()).withWork(row("k", "second")));
        recorder().append(AppendRequest.of(List.of()).withWork(row("k", "third")));
        assertEquals(Optional.of("third"), found("k"));
    }

    @Test
    void eventsAndRowsAreSeenTogether() throws Exception {
        assertSeenTogether(
                number ->
                        recorder()
                                .append(
                                        AppendRequest.of(events.changes("dog", number, number))
                                                .withTracking(Tracking.of("up1", number))
                                                .withWork(row("k", Long.toString(number)))),
                recorder()::head,
                () -> recorder().trackedPosition("up1"),
                () -> found("k").map(Long::parseLong).orElse(0L));
    }
}
