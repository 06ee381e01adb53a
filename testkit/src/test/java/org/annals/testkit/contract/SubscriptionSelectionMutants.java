package org.annals.testkit.contract;

import static org.annals.testkit.contract.SubscriptionMutants.beginningAt;
import static org.annals.testkit.contract.SubscriptionMutants.following;

import org.annals.domain.EventTag;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Defects of following what was selected: of bounds and of queries. */
final class SubscriptionSelectionMutants {
    private SubscriptionSelectionMutants() {}

    static List<Mutant> all() {
        return List.of(
                following(
                        "begins with the position and not after it",
                        "afterAPositionOnlyLaterEventsAreDelivered",
                        SubscriptionSelectionMutants::beginningTooEarly),
                following(
                        "never begins beyond the head",
                        "aSubscriptionMayBeginBeyondTheHeadAndDisturbsNobody",
                        SubscriptionSelectionMutants::beginningNoFurtherThanTheHead),
                following(
                        "has its cursor at the last match",
                        "itEndsAtItsUpperBoundWhereNothingMatches",
                        SubscriptionSelectionMutants::stayingAtTheLastMatch),
                following(
                        "ignores the upper bound",
                        "itEndsAtItsUpperBound",
                        SubscriptionSelectionMutants::unbounded),
                following(
                        "ignores the upper bound when live",
                        "itEndsAtItsUpperBound",
                        SubscriptionSelectionMutants::unboundedWhenLive),
                following(
                        "has an exclusive upper bound",
                        "itEndsAtItsUpperBound",
                        SubscriptionSelectionMutants::boundedExclusively),
                following(
                        "waits at the upper bound",
                        "whereNothingIsBetweenTheBoundsItEndsAtOnce",
                        SubscriptionSelectionMutants::waitingAtTheBound),
                matching(
                        "ignores the filter when live",
                        "typesSelectWhatIsRecordedAndWhatComes",
                        (query, event) -> true),
                matching(
                        "ORs tags when live",
                        "tagsSelectWhatIsRecordedAndWhatComes",
                        SubscriptionSelectionMutants::hasAnyTag),
                matching(
                        "knows one item when live",
                        "aQueryOfSeveralItemsSelectsWhatIsRecordedAndWhatComes",
                        (query, event) -> matches(query.items().iterator().next(), event)),
                matching(
                        "takes an empty item for none when live",
                        "anItemThatIsEmptySelectsEverything",
                        (query, event) ->
                                query.items().stream()
                                        .filter(item -> !item.matchesEverything())
                                        .anyMatch(item -> matches(item, event))));
    }

    /** Selects events. */
    @FunctionalInterface
    private interface Matching {
        boolean matches(Query query, StoredEvent event);
    }

    private static Mutant matching(String defect, String test, Matching live) {
        return following(
                defect,
                test,
                (recorder, selection) ->
                        new ListSubscription(recorder, selection) {
                            private final long begun = store.head();

                            @Override
                            boolean matches(Notification notification) {
                                return notification.position() > begun
                                        ? live.matches(query(), notification.storedEvent())
                                        : super.matches(notification);
                            }

                            private Query query() {
                                return selection.query();
                            }
                        });
    }

    private static boolean hasAnyTag(Query query, StoredEvent event) {
        Set<EventTag> wanted = new HashSet<>();
        query.items().forEach(item -> wanted.addAll(item.tags()));
        return event.tags().stream().anyMatch(wanted::contains);
    }

    private static boolean matches(QueryItem item, StoredEvent event) {
        return item.matches(event.type(), event.tags());
    }

    private static ListSubscription beginningTooEarly(
            ListRecorder recorder, LogSelection selection) {
        return beginningAt(recorder, selection, Math.max(0, selection.after() - 1));
    }

    private static ListSubscription beginningNoFurtherThanTheHead(
            ListRecorder recorder, LogSelection selection) {
        return beginningAt(recorder, selection, Math.min(selection.after(), recorder.head()));
    }

    private static ListSubscription stayingAtTheLastMatch(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            void pass(long position) {}
        };
    }

    private static ListSubscription unbounded(ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection.upTo(Long.MAX_VALUE));
    }

    private static ListSubscription unboundedWhenLive(
            ListRecorder recorder, LogSelection selection) {
        return selection.upTo() > recorder.head()
                ? unbounded(recorder, selection)
                : new ListSubscription(recorder, selection);
    }

    private static ListSubscription boundedExclusively(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection.upTo(Math.max(0, selection.upTo() - 1)));
    }

    private static ListSubscription waitingAtTheBound(
            ListRecorder recorder, LogSelection selection) {
        return new ListSubscription(recorder, selection) {
            @Override
            boolean isOver() {
                return false;
            }
        };
    }
}
