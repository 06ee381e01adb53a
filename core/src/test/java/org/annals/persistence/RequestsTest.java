package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendConditionFailedException.Match;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

final class RequestsTest {
    private static final EventTag A = EventTag.of("a", "1");
    private static final EventTag B = EventTag.of("b", "1");

    @Test
    void queriesAreSets() {
        var item = QueryItem.ofTags(A, B, A).withTypes(List.of("t", "u", "t"));
        var same = QueryItem.ofTags(B, A).withTypes(List.of("u", "t"));

        assertThat(item).isEqualTo(same);
        assertThat(Query.of(item, same)).isEqualTo(Query.of(same));
        assertThat(Query.of(item, QueryItem.ofTypes("x")))
                .isEqualTo(Query.of(QueryItem.ofTypes("x"), item));
    }

    @Test
    void anEmptyQueryAndAnEmptyItemMatchEverything() {
        assertThat(Query.all().matchesEverything()).isTrue();
        assertThat(Query.of(QueryItem.ofTypes("t"), QueryItem.ofTypes()).matchesEverything())
                .isTrue();
        assertThat(Query.ofTypes("t").matchesEverything()).isFalse();
        assertThat(Query.all().matches("anything", Set.of())).isTrue();
    }

    @Test
    void typesAreOrJoinedAndTagsAndJoined() {
        Query query = Query.of(QueryItem.ofTags(A, B).withTypes(Set.of("t", "u")));

        assertThat(query.matches("u", Set.of(B, A))).isTrue();
        assertThat(query.matches("u", Set.of(A))).isFalse();
        assertThat(query.matches("v", Set.of(A, B))).isFalse();
    }

    @Test
    void anEventMatchesByTheNarrowestItem() {
        QueryItem everything = QueryItem.ofTypes();
        QueryItem types = QueryItem.ofTypes("t", "u");
        QueryItem tag = QueryItem.ofTags(A);
        QueryItem tags = QueryItem.ofTags(A, B);
        Query query = Query.of(everything, types, tag, tags);

        assertThat(query.findItem("t", List.of(A, B))).contains(tags);
        assertThat(query.findItem("t", List.of(A))).contains(tag);
        assertThat(query.findItem("t", List.of(B))).contains(types);
        assertThat(query.findItem("v", List.of())).contains(everything);
        assertThat(Query.all().findItem("v", List.of())).contains(everything);
        assertThat(Query.of(types).findItem("v", List.of(A))).isEmpty();
    }

    @Test
    void anEventWhoseTagsAreNotAllKnownMayMatchTheNarrowestItemOfItsType() {
        QueryItem types = QueryItem.ofTypes("t", "u");
        QueryItem tag = types.withTags(Set.of(A));
        QueryItem tags = QueryItem.ofTypes("u").withTags(Set.of(A, B));
        Query query = Query.of(types, tag, tags);

        assertThat(query.findItem("t")).contains(tag);
        assertThat(query.findItem("u")).contains(tags);
        assertThat(query.findItem("v")).isEmpty();
        assertThat(Query.all().findItem("v")).contains(QueryItem.ofTypes());
    }

    @Test
    void ofItemsAsNarrowTheFirstByTextIsFound() {
        QueryItem first = QueryItem.ofTags(A);
        QueryItem second = QueryItem.ofTags(B);

        assertThat(Query.of(second, first).findItem("t", List.of(B, A))).contains(first);
    }

    @Test
    void aConflictNamesNoItemThatDoesNotMatch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Match(1, "t", List.of(A), QueryItem.ofTypes("u")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Match(0, "t", List.of(A), QueryItem.ofTags(A)));
    }

    @Test
    void aConflictNamesOneEventAtLeastAndFiveAtMost() {
        var condition = AppendCondition.failIfMatching(Query.all());
        var match = new Match(1, "t", List.of(A), QueryItem.ofTypes());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AppendConditionFailedException(condition, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new AppendConditionFailedException(
                                        condition, Collections.nCopies(6, match)));
    }

    @Test
    void aConflictOfWhichThePositionAloneIsKnownSaysSo() {
        var two =
                AppendCondition.failIfMatching(Query.of(QueryItem.ofTags(B), QueryItem.ofTags(A)));

        assertThat(new AppendConditionFailedException(two.after(4), 7))
                .hasMessage(
                        "The event at position 7 matches tags [a:1] or tags [b:1], and the append was on condition that nothing after position 4 does. Read again what the decision depends on and repeat it.");
    }

    @Test
    void aConditionIsJudgedAfterItsPosition() {
        // @start region="condition"
        var condition =
                AppendCondition.failIfMatching(Query.ofTags(EventTag.of("course", "c1"))).after(17);
        // @end

        assertThat(condition.after()).isEqualTo(17);
        assertThatIllegalArgumentException().isThrownBy(() -> condition.after(-1));
    }

    @Test
    void aRequestHasItsPartsOnce() {
        List<StoredEvent> events = List.of();
        Query query = Query.all();
        // @start region="request"
        var request =
                AppendRequest.of(events)
                        .onCondition(AppendCondition.failIfMatching(query).after(17))
                        .withTracking(Tracking.of("orders", 18));
        // @end

        assertThat(request.conditions()).hasSize(1);
        assertThat(request.onCondition(AppendCondition.none()).conditions()).hasSize(1);
        assertThat(request.isEmpty()).isFalse();
        assertThat(AppendRequest.of(events).isEmpty()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> request.withTracking(Tracking.of("orders", 19)))
                .withMessageContaining("18");
    }

    @Test
    void aRequestKeepsTheEventsThatItWasGiven() {
        List<StoredEvent> events = List.of(event(1), event(2));
        List<StoredEvent> given = new ArrayList<>(events);
        AppendRequest request = AppendRequest.of(given);
        given.clear();
        assertThat(request.events()).isEqualTo(events);
    }

    @Test
    void oneIdTwiceInARequestIsRefused() {
        StoredEvent event = event(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppendRequest.of(List.of(event, event)))
                .withMessageContaining(event.id().toString());
    }

    @Test
    void impossibleNumbersAreRefused() {
        var log = LogSelection.all();
        var aggregate = AggregateSelection.of("a");

        assertThatIllegalArgumentException().isThrownBy(() -> log.limit(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> log.after(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> log.from(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> log.upTo(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> aggregate.limit(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> aggregate.after(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> aggregate.upTo(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Tracking.of("up", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new AppendReceipt(3, 2));
        assertThat(log.from(0)).isEqualTo(log.from(1)).isEqualTo(log);
    }

    private static StoredEvent event(long n) {
        return new StoredEvent(
                new UUID(0, n),
                null,
                "Noticed",
                1,
                List.of(),
                Instant.EPOCH,
                Map.of(),
                Bytes.copyOf(new byte[0]));
    }
}
