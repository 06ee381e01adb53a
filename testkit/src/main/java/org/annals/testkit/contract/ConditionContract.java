package org.annals.testkit.contract;

import static org.annals.persistence.AppendCondition.failIfMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendConditionFailedException.Match;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.VersionConflictException;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What appending under a condition means. */
public abstract class ConditionContract extends RecorderContract {
    private final List<StoredEvent> recorded = new ArrayList<>();

    /** For tenants. */
    protected ConditionContract() {}

    /** Appends type1 with x:1, then type2 with a:1 and b:1 together with type3 with a:1 and c:1. */
    private void given() {
        recorded.add(events.fact("type1", "x:1"));
        recorded.add(events.fact("type2", "a:1", "b:1"));
        recorded.add(events.fact("type3", "a:1", "c:1"));
        append(recorded.get(0));
        append(recorded.get(1), recorded.get(2));
        assertLog(recorded);
    }

    private void assertRefused(FailIfMatching condition, long firstMatch) {
        var failure =
                assertThrows(
                        AppendConditionFailedException.class,
                        () -> recorder().append(List.of(events.fact("new")), condition),
                        condition::toString);
        assertEquals(condition, failure.condition());
        assertEquals(firstMatch, failure.matchingPosition(), condition::toString);
        assertEquals(firstMatch, failure.matches().getFirst().position(), condition::toString);
        assertLog(recorded);
    }

    private List<Match> refused(FailIfMatching condition) {
        return assertThrows(
                        AppendConditionFailedException.class,
                        () -> recorder().append(List.of(events.fact("new")), condition),
                        condition::toString)
                .matches();
    }

    private static Match match(long position, StoredEvent event, QueryItem item) {
        return new Match(position, event.type(), event.tags(), item);
    }

    private static QueryItem only(Query query) {
        return query.items().iterator().next();
    }

    private void assertStored(AppendCondition condition) {
        StoredEvent stored = events.fact("new");
        AppendReceipt receipt = recorder().append(List.of(stored), condition);
        recorded.add(stored);
        assertEquals(new AppendReceipt(recorded.size(), recorded.size()), receipt);
        assertLog(recorded);
    }

    private static Query typed(String type, String tag) {
        return new Query(
                tagged(tag).items().stream()
                        .map(item -> item.withTypes(List.of(type)))
                        .collect(Collectors.toSet()));
    }

    private static Query either(String tag, String other) {
        List<QueryItem> items = new ArrayList<>(tagged(tag).items());
        items.addAll(tagged(other).items());
        return Query.of(items.toArray(QueryItem[]::new));
    }

    @Test
    void anEmptyQueryIsFailedByAnyEvent() {
        given();
        assertRefused(failIfMatching(Query.all()), 1);
        assertRefused(failIfMatching(Query.all()).after(1), 2);
        assertRefused(failIfMatching(Query.of(QueryItem.ofTypes())).after(2), 3);
    }

    @Test
    void aTypeIsFailedByItsEvents() {
        given();
        assertRefused(failIfMatching(Query.ofTypes("type1")), 1);
        assertRefused(failIfMatching(Query.ofTypes("type2")).after(1), 2);
        assertRefused(failIfMatching(Query.ofTypes("typeN", "type3")), 3);
    }

    @Test
    void aTagIsFailedByItsEvents() {
        given();
        assertRefused(failIfMatching(tagged("x:1")), 1);
        assertRefused(failIfMatching(tagged("a:1")).after(1), 2);
        assertRefused(failIfMatching(tagged("a:1")).after(2), 3);
    }

    @Test
    void aTypeAndATagAreFailedByAnEventWithBoth() {
        given();
        assertRefused(failIfMatching(typed("type1", "x:1")), 1);
        assertRefused(failIfMatching(typed("type2", "a:1")).after(1), 2);
        assertStored(failIfMatching(typed("type1", "a:1")));
    }

    @Test
    void severalTagsAreFailedByAnEventWithAllOfThem() {
        given();
        assertRefused(failIfMatching(tagged("a:1", "b:1")), 2);
        assertRefused(failIfMatching(tagged("c:1", "a:1", "c:1")), 3);
        assertStored(failIfMatching(tagged("b:1", "c:1")));
    }

    @Test
    void severalItemsAreFailedByAnEventThatMatchesOne() {
        given();
        assertRefused(failIfMatching(either("b:1", "c:1")), 2);
        assertRefused(failIfMatching(either("x:1", "y:1")), 1);
        assertRefused(failIfMatching(either("y:1", "x:1")), 1);
        assertRefused(failIfMatching(either("b:1", "c:1")).after(2), 3);
    }

    @Test
    void itemsOfTypesAndItemsOfTagsMayStandTogether() {
        given();
        Query typesAlone = Query.ofTypes("typeN", "type3");
        List<QueryItem> mixed = new ArrayList<>(typesAlone.items());
        mixed.addAll(tagged("y:1").items());
        assertRefused(failIfMatching(Query.of(mixed.toArray(QueryItem[]::new))), 3);
    }

    @Test
    void whatNoEventMatchesHolds() {
        given();
        assertStored(failIfMatching(Query.ofTypes("typeN")));
        assertStored(failIfMatching(tagged("y:1")));
        assertStored(failIfMatching(tagged("a:1", "x:1")));
    }

    @Test
    void whatNoEventAfterThePositionMatchesHolds() {
        given();
        assertStored(failIfMatching(Query.ofTypes("type1")).after(1));
        assertStored(failIfMatching(tagged("x:1")).after(1));
        assertStored(failIfMatching(typed("type1", "x:1")).after(1));
        assertStored(failIfMatching(tagged("a:1")).after(3));
    }

    @Test
    void afterTheHeadEverythingHolds() {
        given();
        assertStored(failIfMatching(Query.all()).after(3));
        assertStored(failIfMatching(tagged("x:1")).after(1_000));
        assertStored(failIfMatching(Query.all()).after(Long.MAX_VALUE));
    }

    @Test
    void inAnEmptyLogEveryConditionHolds() {
        assertStored(failIfMatching(Query.all()));
        assertRefused(failIfMatching(Query.all()), 1);
    }

    @Test
    void noConditionAlwaysHolds() {
        given();
        assertStored(AppendCondition.none());
    }

    @Test
    void theEventsOfARequestDoNotFailItsOwnCondition() {
        StoredEvent first = events.fact("Opened", "account:1");
        StoredEvent second = events.fact("Opened", "account:1");
        recorder().append(List.of(first, second), failIfMatching(tagged("account:1")));
        assertLog(first, second);
    }

    @Test
    void theEventsOfARequestFailTheNext() {
        StoredEvent first = events.fact("Opened", "account:1");
        recorder().append(List.of(first), failIfMatching(tagged("account:1")));
        recorded.add(first);
        assertRefused(failIfMatching(tagged("account:1")), 1);
    }

    @Test
    void aRefusedRequestWritesNoneOfItsEvents() {
        given();
        StoredEvent change = events.change("dog", 1);
        assertThrows(
                AppendConditionFailedException.class,
                () ->
                        recorder()
                                .append(
                                        List.of(events.fact("new"), change),
                                        failIfMatching(tagged("x:1"))));
        assertLog(recorded);
        assertEquals(List.of(), aggregate("dog"));
        assertEquals(new AppendReceipt(4, 4), append(change));
    }

    @Test
    void allOfSeveralConditionsMustHold() {
        given();
        StoredEvent event = events.fact("new");
        var second = failIfMatching(tagged("a:1"));
        var request =
                AppendRequest.of(List.of(event))
                        .onCondition(failIfMatching(tagged("y:1")))
                        .onCondition(second);
        var failure =
                assertThrows(
                        AppendConditionFailedException.class, () -> recorder().append(request));
        assertEquals(second, failure.condition());
        assertEquals(2, failure.matchingPosition());
        assertLog(recorded);
        recorder()
                .append(
                        AppendRequest.of(List.of(event))
                                .onCondition(failIfMatching(tagged("y:1")))
                                .onCondition(second.after(3)));
        recorded.add(event);
        assertLog(recorded);
    }

    @Test
    void ofSeveralFailedConditionsTheFirstIsNamed() {
        given();
        var first = failIfMatching(tagged("c:1"));
        var request =
                AppendRequest.of(List.of(events.fact("new")))
                        .onCondition(first)
                        .onCondition(failIfMatching(tagged("x:1")));
        var failure =
                assertThrows(
                        AppendConditionFailedException.class, () -> recorder().append(request));
        assertEquals(first, failure.condition());
        assertEquals(3, failure.matchingPosition());
    }

    @Test
    void aFailureSaysWhatHappenedTheValuesAndWhatToDo() {
        given();
        var failure =
                assertThrows(
                        AppendConditionFailedException.class,
                        () ->
                                recorder()
                                        .append(
                                                List.of(events.fact("new")),
                                                failIfMatching(tagged("c:1"))));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("position 3") && message.contains("again"), message);
    }

    @Test
    void aConditionWithoutEventsIsJudged() {
        given();
        var holds = failIfMatching(tagged("y:1"));
        assertEquals(AppendReceipt.empty(), recorder().append(List.of(), holds));
        var fails = failIfMatching(tagged("x:1"));
        assertThrows(
                AppendConditionFailedException.class, () -> recorder().append(List.of(), fails));
        assertLog(recorded);
    }

    @Test
    void aRepeatDoesNotMeetItsOwnEvents() {
        List<StoredEvent> request = events.facts(2, "Opened", "account:1");
        var condition = failIfMatching(tagged("account:1"));
        AppendReceipt first = recorder().append(request, condition);
        assertEquals(new AppendReceipt(1, 2), first);
        assertEquals(first, recorder().append(request, condition));
        append(events.fact("Closed", "account:1"));
        assertEquals(first, recorder().append(request, condition));
        assertEquals(3, recorder().head());
    }

    @Test
    void eventsOfAnAggregateFailAConditionOnTheirTags() {
        StoredEvent change = events.change("dog", 1, "owner:o1");
        append(change);
        recorded.add(change);
        assertRefused(failIfMatching(tagged("owner:o1")), 1);
        assertRefused(failIfMatching(Query.ofTypes("Changed")), 1);
        assertStored(failIfMatching(tagged("owner:o2")));
    }

    @Test
    void aDecisionAndAnAggregateAreSavedInOneAppend() {
        given();
        StoredEvent change = events.change("dog", 1, "x:2");
        StoredEvent decision = events.fact("new", "y:1");
        recorder().append(List.of(change, decision), failIfMatching(tagged("y:1")));
        recorded.add(change);
        recorded.add(decision);
        assertLog(recorded);
        assertThrows(
                VersionConflictException.class,
                () ->
                        recorder()
                                .append(
                                        List.of(events.fact("new"), events.change("dog", 1)),
                                        failIfMatching(tagged("z:1"))));
        assertThrows(
                AppendConditionFailedException.class,
                () ->
                        recorder()
                                .append(
                                        List.of(events.fact("new"), events.change("dog", 2)),
                                        failIfMatching(tagged("x:2"))));
        assertLog(recorded);
    }

    @Test
    void aConditionReachesTheWholeLog() {
        recorder().append(events.facts(1_200, "Noticed", "x:1"));
        append(events.fact("Last", "last:1"));
        recorder().append(events.facts(300, "Noticed", "x:1"));
        var failure =
                assertThrows(
                        AppendConditionFailedException.class,
                        () ->
                                recorder()
                                        .append(
                                                List.of(events.fact("new")),
                                                failIfMatching(tagged("last:1")).after(1_200)));
        assertEquals(1_201, failure.matchingPosition());
        assertEquals(1_501, recorder().head());
    }

    @Test
    void aFailureNamesTheEventsThatMatch() {
        given();
        Query query = tagged("a:1");
        assertEquals(
                List.of(
                        match(2, recorded.get(1), only(query)),
                        match(3, recorded.get(2), only(query))),
                refused(failIfMatching(query)));
        Query typed = Query.ofTypes("typeN", "type3");
        assertEquals(
                List.of(match(3, recorded.get(2), only(typed))), refused(failIfMatching(typed)));
    }

    @Test
    void whatStandsBeforeThePositionIsNotNamed() {
        given();
        Query query = tagged("a:1");
        assertEquals(
                List.of(match(3, recorded.get(2), only(query))),
                refused(failIfMatching(query).after(2)));
    }

    @Test
    void whatMatchesEverythingIsNamedByAnItemThatDoes() {
        given();
        Match last = match(3, recorded.get(2), QueryItem.ofTypes());
        assertEquals(List.of(last), refused(failIfMatching(Query.all()).after(2)));
        Query empty = Query.of(QueryItem.ofTypes(), QueryItem.ofTypes("typeN"));
        assertEquals(List.of(last), refused(failIfMatching(empty).after(2)));
    }

    @Test
    void ofSeveralItemsTheNarrowestIsNamed() {
        given();
        QueryItem everything = QueryItem.ofTypes();
        QueryItem types = QueryItem.ofTypes("type2", "type3");
        QueryItem type = QueryItem.ofTypes("type3");
        QueryItem tag = only(tagged("a:1"));
        QueryItem tagAndTypes = only(tagged("a:1")).withTypes(types.types());
        QueryItem tags = only(tagged("a:1", "c:1"));
        List<QueryItem> narrowing = List.of(everything, types, type, tag, tagAndTypes, tags);
        for (int size = 1; size <= narrowing.size(); size++) {
            Query query = Query.of(narrowing.subList(0, size).toArray(QueryItem[]::new));
            assertEquals(
                    List.of(match(3, recorded.get(2), narrowing.get(size - 1))),
                    refused(failIfMatching(query).after(2)));
        }
    }

    @Test
    void ofItemsAsNarrowTheFirstInTheOrderOfTheirTextIsNamed() {
        given();
        assertEquals(
                List.of(match(3, recorded.get(2), only(tagged("a:1")))),
                refused(failIfMatching(either("c:1", "a:1")).after(2)));
        QueryItem first = only(tagged("a:1")).withTypes(List.of("type1", "type3"));
        QueryItem second = only(tagged("a:1")).withTypes(List.of("type2", "type3"));
        assertEquals(
                List.of(match(3, recorded.get(2), first)),
                refused(failIfMatching(Query.of(second, first)).after(2)));
    }

    @Test
    void fiveEventsAreNamedAtMost() {
        recorder().append(events.facts(7, "Noticed", "x:1"));
        assertEquals(
                List.of(2L, 3L, 4L, 5L, 6L),
                refused(failIfMatching(tagged("x:1")).after(1)).stream()
                        .map(Match::position)
                        .toList());
    }

    @Test
    void aThousandPositionsAreLookedAtForThem() {
        append(events.fact("First", "x:1"));
        append(events.fact("Second", "x:1"));
        recorder().append(events.facts(998, "Noticed"));
        append(events.fact("Last", "x:1"));
        append(events.fact("Beyond", "x:1"));
        recorder().append(events.facts(300, "Noticed", "y:1"));
        assertEquals(
                List.of(2L, 1_001L),
                refused(failIfMatching(tagged("x:1")).after(1)).stream()
                        .map(Match::position)
                        .toList());
    }

    @Test
    void ofSeveralConditionsTheEventsOfTheFirstThatFailsAreNamed() {
        given();
        var request =
                AppendRequest.of(List.of(events.fact("new")))
                        .onCondition(failIfMatching(tagged("y:1")))
                        .onCondition(failIfMatching(tagged("c:1")))
                        .onCondition(failIfMatching(tagged("x:1")));
        var failure =
                assertThrows(
                        AppendConditionFailedException.class, () -> recorder().append(request));
        assertEquals(List.of(match(3, recorded.get(2), only(tagged("c:1")))), failure.matches());
    }

    @Test
    void aRequestWithWorkIsToldTheEventsToo() {
        given();
        var request =
                AppendRequest.of(List.of(events.fact("new")))
                        .onCondition(failIfMatching(tagged("c:1")))
                        .withWork(fixture().writingRow("key", "value"));
        var failure =
                assertThrows(
                        AppendConditionFailedException.class, () -> recorder().append(request));
        assertEquals(List.of(match(3, recorded.get(2), only(tagged("c:1")))), failure.matches());
    }

    @Test
    void aFailureTellsTypePositionAndTagsAndNoContent() {
        given();
        String message = message(failIfMatching(tagged("c:1")));
        assertTrue(message.contains("'type3' at position 3, tagged [a:1, c:1]"), message);
        assertFalse(message.contains("data"), message);
    }

    @Test
    void howeverMuchMatchesAMessageIsShort() {
        String long200 = "x".repeat(200);
        String[] tags =
                IntStream.range(0, 64).mapToObj(i -> long200 + i + ":1").toArray(String[]::new);
        recorder().append(events.facts(5, long200, tags));
        List<QueryItem> items = new ArrayList<>();
        for (String tag : tags) {
            items.add(only(tagged(tag)));
        }
        items.add(only(tagged(tags)));
        Query query = Query.of(items.toArray(QueryItem[]::new));
        String message = message(failIfMatching(query));
        assertTrue(message.length() < 6_000, message);
        assertTrue(message.contains("position 1") && message.contains("again"), message);
    }

    private String message(FailIfMatching condition) {
        return String.valueOf(
                assertThrows(
                                AppendConditionFailedException.class,
                                () -> recorder().append(List.of(events.fact("new")), condition))
                        .getMessage());
    }
}
