package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.ParkedEventGoneException;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.persistence.TrackingConflictException;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of several reasons to refuse a request is given: ids, tracking, versions, conditions,
 * changes.
 */
public abstract class OrderOfRefusalContract extends RecorderContract {
    private final Tracking old = Tracking.of("up1", 21);
    private final FailIfMatching failing = failIfMatching(tagged("x:1"));

    /** For tenants. */
    protected OrderOfRefusalContract() {}

    private StoredEvent given() {
        StoredEvent first = events.change("dog", 1, "x:1");
        recorder().append(List.of(first), old);
        assertLog(first);
        return first;
    }

    private AppendRequest taken(StoredEvent... others) {
        List<StoredEvent> all = new ArrayList<>(List.of(events.change("dog", 1)));
        all.addAll(List.of(others));
        return AppendRequest.of(all);
    }

    private void assertReason(Class<? extends RuntimeException> reason, AppendRequest request) {
        assertThrows(reason, () -> recorder().append(request));
    }

    @Test
    void idsComeBeforeEverything() {
        StoredEvent first = given();
        assertReason(
                IllegalArgumentException.class,
                taken(first).withTracking(old).onCondition(failing));
        assertLog(first);
    }

    @Test
    void idsComeBeforeTracking() {
        StoredEvent first = given();
        assertReason(
                IllegalArgumentException.class,
                AppendRequest.of(List.of(events.change("cat", 1), first)).withTracking(old));
        assertLog(first);
    }

    @Test
    void idsComeBeforeVersions() {
        StoredEvent first = given();
        assertReason(IllegalArgumentException.class, taken(first));
        assertLog(first);
    }

    @Test
    void idsComeBeforeConditions() {
        StoredEvent first = given();
        assertReason(
                IllegalArgumentException.class,
                AppendRequest.of(List.of(first, events.fact("new"))).onCondition(failing));
        assertLog(first);
    }

    @Test
    void trackingComesBeforeVersionsAndConditions() {
        StoredEvent first = given();
        assertReason(
                TrackingConflictException.class, taken().withTracking(old).onCondition(failing));
        assertReason(TrackingConflictException.class, taken().withTracking(old));
        assertReason(
                TrackingConflictException.class,
                AppendRequest.of(events.changes("dog", 2, 2))
                        .withTracking(old)
                        .onCondition(failing));
        assertLog(first);
    }

    @Test
    void versionsComeBeforeConditions() {
        StoredEvent first = given();
        assertReason(VersionConflictException.class, taken().onCondition(failing));
        assertReason(
                VersionConflictException.class,
                taken().withTracking(Tracking.of("up1", 22)).onCondition(failing));
        assertLog(first);
    }

    @Test
    void conditionsComeAfterVersions() {
        StoredEvent first = given();
        assertReason(
                AppendConditionFailedException.class,
                AppendRequest.of(events.changes("dog", 2, 2))
                        .withTracking(Tracking.of("up1", 22))
                        .onCondition(failing));
        assertLog(first);
    }

    @Test
    void changesComeAfterConditions() {
        StoredEvent first = given();
        List<ProcessChange> gone = List.of(new ProcessChange.Unpark("up1", 7));
        AppendRequest second = AppendRequest.of(events.changes("dog", 2, 2)).withChanges(gone);
        assertReason(IllegalArgumentException.class, taken(first).withChanges(gone));
        assertReason(TrackingConflictException.class, second.withTracking(old));
        assertReason(VersionConflictException.class, taken().withChanges(gone));
        assertReason(AppendConditionFailedException.class, second.onCondition(failing));
        assertReason(ParkedEventGoneException.class, second);
        assertReason(ParkedEventGoneException.class, working(second));
        recorder().append(AppendRequest.of(List.of(first)).withChanges(gone));
        assertLog(first);
    }

    @Test
    void aRepeatComesBeforeAllReasons() {
        StoredEvent first = given();
        recorder().append(AppendRequest.of(List.of(first)).withTracking(old).onCondition(failing));
        assertLog(first);
    }

    @Test
    void aFailureOfTheWorkComesLast() {
        StoredEvent first = given();
        assertReason(IllegalArgumentException.class, working(taken(first)));
        assertReason(TrackingConflictException.class, working(taken().withTracking(old)));
        assertReason(VersionConflictException.class, working(taken()));
        AppendRequest second = AppendRequest.of(events.changes("dog", 2, 2));
        assertReason(AppendConditionFailedException.class, working(second.onCondition(failing)));
        assertReason(UnsupportedOperationException.class, working(second));
        recorder().append(working(AppendRequest.of(List.of(first))));
        assertLog(first);
    }

    /** Returns a request whose work fails. */
    private static AppendRequest working(AppendRequest request) {
        return request.withWork(
                transaction -> {
                    throw new UnsupportedOperationException("of the user's own");
                });
    }
}
