package org.annals.testkit.contract;

import static org.annals.testkit.contract.EventVariant.withTags;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.annals.domain.EventTag;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

/** Which events a query selects by their types and tags. */
public abstract class QueryContract extends RecorderContract {
    /** For tenants. */
    protected QueryContract() {}

    /** Appends type1 with x:1, then type2 with a:1 and b:1 together with type3 with a:1 and c:1. */
    private void given() {
        append(events.fact("type1", "x:1"));
        append(events.fact("type2", "a:1", "b:1"), events.fact("type3", "a:1", "c:1"));
        assertEquals(3, recorder().head());
    }

    private static QueryItem item(String type, String... tags) {
        return tags(tags).withTypes(List.of(type));
    }

    private static QueryItem tags(String... tags) {
        return QueryItem.ofTags(Arrays.stream(tags).map(EventTag::parse).toArray(EventTag[]::new));
    }

    @Test
    void aTypeSelectsItsEvents() {
        given();
        assertEquals(List.of(1L), positions(Query.ofTypes("type1")));
        assertEquals(List.of(2L), positions(Query.ofTypes("type2")));
        assertEquals(List.of(), positions(Query.ofTypes("type4")));
    }

    @Test
    void severalTypesAreOred() {
        given();
        assertEquals(List.of(1L, 3L), positions(Query.ofTypes("type3", "type1")));
        assertEquals(List.of(2L), positions(Query.ofTypes("type2", "type4")));
    }

    @Test
    void typesAreExactNames() {
        append(events.fact("Dog.Registered"), events.fact("dog.registered"));
        append(events.fact("Dog.RegisteredAgain"), events.fact("Dog"));
        assertEquals(List.of(1L), positions(Query.ofTypes("Dog.Registered")));
        assertEquals(List.of(4L), positions(Query.ofTypes("Dog")));
        assertEquals(List.of(), positions(Query.ofTypes("Dog.%")));
        assertEquals(List.of(), positions(Query.ofTypes("Dog.*")));
    }

    @Test
    void aTagSelectsItsEvents() {
        given();
        assertEquals(List.of(1L), positions(tagged("x:1")));
        assertEquals(List.of(2L, 3L), positions(tagged("a:1")));
        assertEquals(List.of(), positions(tagged("y:1")));
    }

    @Test
    void severalTagsAreAnded() {
        given();
        assertEquals(List.of(2L), positions(tagged("a:1", "b:1")));
        assertEquals(List.of(), positions(tagged("b:1", "c:1")));
        assertEquals(List.of(), positions(tagged("a:1", "y:1")));
    }

    @Test
    void typesAndTagsOfAnItemMustBothMatch() {
        given();
        assertEquals(List.of(1L), positions(Query.of(item("type1", "x:1"))));
        assertEquals(List.of(), positions(Query.of(item("type1", "y:1"))));
        assertEquals(List.of(), positions(Query.of(item("type2", "x:1"))));
        QueryItem both = tags("a:1").withTypes(List.of("type2", "type3"));
        assertEquals(List.of(2L, 3L), positions(Query.of(both)));
    }

    @Test
    void itemsAreOred() {
        given();
        assertEquals(List.of(2L, 3L), positions(Query.of(tags("b:1"), tags("c:1"))));
        assertEquals(List.of(1L), positions(Query.of(tags("x:1"), tags("y:1"))));
        assertEquals(List.of(1L), positions(Query.of(tags("y:1"), tags("x:1"))));
        assertEquals(
                List.of(2L, 3L), positions(Query.of(item("type2", "b:1"), item("type3", "c:1"))));
        assertEquals(
                List.of(2L, 3L), positions(Query.of(item("type3", "c:1"), item("type2", "b:1"))));
    }

    @Test
    void anItemOfTypesAndAnItemOfTagsMayStandTogether() {
        given();
        Query mixed = Query.of(QueryItem.ofTypes("type1"), tags("b:1"));
        assertEquals(List.of(1L, 2L), positions(mixed));
        Query wider = Query.of(QueryItem.ofTypes("type1", "type3"), item("type2", "a:1"));
        assertEquals(List.of(1L, 2L, 3L), positions(wider));
    }

    @Test
    void anEmptyQuerySelectsEverything() {
        given();
        append(events.fact("type4"));
        assertEquals(upTo(4), positions(Query.all()));
        assertEquals(upTo(4), positions(Query.of()));
    }

    @Test
    void anEmptyItemSelectsEverything() {
        given();
        append(events.fact("type4"));
        assertEquals(upTo(4), positions(Query.of(QueryItem.ofTypes())));
        assertEquals(upTo(4), positions(Query.of(tags("y:1"), QueryItem.ofTags())));
    }

    @Test
    void anEventWithoutTagsIsFoundByTypeAndByReadingAll() {
        given();
        append(events.fact("untagged"));
        assertEquals(List.of(4L), positions(Query.ofTypes("untagged")));
        assertEquals(upTo(4), positions(Query.all()));
    }

    @Test
    void anEventOfAnAggregateIsFoundByItsTags() {
        append(events.change("dog", 1, "owner:o1"), events.change("cat", 1));
        append(events.fact("Noticed", "owner:o1"));
        assertEquals(List.of(1L, 3L), positions(tagged("owner:o1")));
        assertEquals(List.of(1L, 2L), positions(Query.ofTypes("Changed")));
    }

    @Test
    void repeatingATypeATagOrAnItemChangesNothing() {
        given();
        assertEquals(List.of(1L), positions(Query.ofTypes("type1", "type1")));
        assertEquals(List.of(2L), positions(tagged("a:1", "b:1", "a:1")));
        assertEquals(List.of(2L), positions(Query.of(tags("b:1"), tags("b:1"), tags("b:1"))));
    }

    @Test
    void anEventThatSeveralItemsSelectAppearsOnce() {
        given();
        Query often = Query.of(tags("a:1"), tags("b:1"), item("type2", "a:1"), tags("c:1"));
        assertEquals(List.of(2L, 3L), positions(often));
        assertEquals(List.of(3L, 2L), positions(LogSelection.all().matching(often).backwards()));
    }

    @Test
    void aLimitCountsEventsAndNotTheItemsThatSelectThem() {
        given();
        Query often = Query.of(tags("a:1"), tags("b:1"), QueryItem.ofTypes("type2"));
        assertEquals(List.of(2L, 3L), positions(LogSelection.all().matching(often).limit(2)));
        assertEquals(List.of(2L), positions(LogSelection.all().matching(often).limit(1)));
    }

    @Test
    void aTagThatAnEventHasTwiceSelectsItOnce() {
        EventTag twice = EventTag.of("a", "1");
        StoredEvent event = withTags(events.fact("type1"), twice, EventTag.of("b", "1"), twice);
        append(event, events.fact("type1", "a:1"));
        assertEquals(List.of(1L, 2L), positions(tagged("a:1")));
        assertEquals(List.of(1L), positions(tagged("a:1", "b:1")));
        assertEquals(
                List.of(1L, 2L), positions(LogSelection.all().matching(tagged("a:1")).limit(2)));
    }

    @Test
    void tagsAreExact() {
        append(events.fact("type1", "a:1"), events.fact("type1", "a:10"));
        append(events.fact("type1", "a:1:0"), events.fact("type1", "A:1"));
        append(events.fact("type1", "a:"), events.fact("type1", "a: 1"));
        assertEquals(List.of(1L), positions(tagged("a:1")));
        assertEquals(List.of(2L), positions(tagged("a:10")));
        assertEquals(List.of(3L), positions(tagged("a:1:0")));
        assertEquals(List.of(4L), positions(tagged("A:1")));
        assertEquals(List.of(5L), positions(tagged("a:")));
        assertEquals(List.of(6L), positions(tagged("a: 1")));
    }

    @Test
    void matchingEventsAreScannedForWithinBounds() {
        given();
        LogSelection tagged = LogSelection.all().matching(tagged("a:1"));
        assertEquals(List.of(3L), positions(tagged.after(2)));
        assertEquals(List.of(2L), positions(tagged.upTo(2)));
        assertEquals(List.of(2L), positions(tagged.after(1).limit(1)));
        assertEquals(List.of(3L), positions(tagged.backwards().limit(1)));
        assertEquals(2, recorder().readLog(tagged.after(1).limit(1)).scannedTo());
    }

    @Test
    void aReadThatFindsNothingIsScannedToTheHead() {
        append(events.fact("type1", "x:1"));
        LogPage page = recorder().readLog(LogSelection.all().matching(Query.ofTypes("type2")));
        assertEquals(List.of(), page.notifications());
        assertEquals(1, page.scannedTo());
        assertEquals(1, recorder().readLog(LogSelection.all().after(1)).scannedTo());
    }

    @Test
    void limitsCountMatchingEventsOnly() {
        for (int i = 0; i < 10; i++) {
            append(events.fact("Other"), events.fact("Other"), events.fact("Wanted"));
        }
        LogSelection wanted = LogSelection.all().matching(Query.ofTypes("Wanted"));
        assertEquals(List.of(3L, 6L, 9L, 12L), positions(wanted.limit(4)));
    }

    @Test
    void aCourseAndAStudentAreReadTogether() {
        append(events.fact("Registered", "student:s"), events.fact("Registered", "course:c"));
        append(events.fact("Registered", "course:d"));
        append(events.fact("Joined", "student:s", "course:c"));
        append(events.fact("Named", "course:c"));
        List<String> types = List.of("Registered", "Joined");
        Query both =
                Query.of(tags("student:s").withTypes(types), tags("course:c").withTypes(types));
        assertEquals(List.of(1L, 2L, 4L), positions(both));
        assertEquals(5, recorder().readLog(LogSelection.all().matching(both)).scannedTo());
    }
}
