package org.annals.testkit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.domain.EventTag;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.persistence.VersionConflictException;
import org.annals.testkit.contract.SampleEvents;
import org.junit.jupiter.api.Test;

import java.util.List;

/** What a witness accepts. What it does not is in {@link BrokenHistoriesTest}. */
final class WitnessTest {
    private final History history = new History();
    private final Witness witness = history.witness;
    private final SampleEvents events = history.events;

    @Test
    void whatARecorderDoesIsComparedWithItsLog() {
        // @start region="witness"
        try (var recorder = MemoryRecorder.open("Witnessed")) {
            var witness =
                    new Witness(
                            (first, last) ->
                                    recorder.readLog(LogSelection.all().from(first).upTo(last))
                                            .notifications());

            var request = AppendRequest.of(List.of(events.change("a", 1)));
            Append append = witness.ask("first", request);
            witness.recorded(append, recorder.append(request));

            var late = AppendRequest.of(List.of(events.change("a", 1)));
            Append refused = witness.ask("second", late);
            try {
                witness.recorded(refused, recorder.append(late));
            } catch (VersionConflictException e) {
                witness.refused(refused, Rejection.of(e).orElseThrow());
            }

            recorder.readLog(LogSelection.all()).notifications().forEach(witness::see);
            assertThat(witness.finish()).isEmpty();
        }
        // @end
    }

    @Test
    void theLogMayBeSeenBeforeOrAfterAnAcknowledgement() {
        StoredEvent one = events.fact("A");
        StoredEvent two = events.fact("A");
        Append first = history.ask(one, two);
        history.write(one, two);
        witness.recorded(first, new AppendReceipt(1, 2));
        StoredEvent three = events.fact("A");
        Append second = history.ask(three);
        witness.recorded(second, new AppendReceipt(3, 3));
        history.write(three);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void appendsThatOverlapInTimeMayStandInAnyOrder() {
        StoredEvent one = events.fact("A");
        StoredEvent two = events.fact("A");
        Append first = history.ask(one);
        Append second = history.ask(two);
        witness.recorded(first, new AppendReceipt(2, 2));
        witness.recorded(second, new AppendReceipt(1, 1));
        history.write(two, one);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void anUnknownAppendMayBeAbsentOrWhole() {
        StoredEvent one = events.fact("A");
        Append there = history.ask(one, events.fact("A"));
        Append absent = history.ask(events.fact("A"));
        witness.unknown(there);
        witness.unknown(absent);
        there.request().events().forEach(history::write);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void aRepeatHasTheFirstReceipt() {
        StoredEvent one = events.fact("A");
        Append append = history.append(one);
        history.append(events.fact("A"));
        witness.askAgain(append);
        witness.recorded(append, new AppendReceipt(1, 1));

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void whatWasNotWrittenMayBeAskedForAgain() {
        StoredEvent one = events.fact("A");
        Append append = history.ask(one);
        witness.notWritten(append);
        history.append(events.fact("A"));
        witness.askAgain(append);
        history.write(one);
        witness.recorded(append, new AppendReceipt(2, 2));

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void whatAnotherProcessLeftUnderWayMayBeSettledByARefusal() {
        history.append(events.change("a", 1));
        Append append = history.ask(events.change("a", 1));
        witness.askAgain(append);
        witness.refused(append, new Rejection.Version("a", 2, 1));

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void aHoleMayCloseBeforeALateCopyArrives() {
        history.append(events.change("a", 1));
        StoredEvent third = events.change("a", 3);
        Append append = history.ask(third);
        witness.unknown(append);
        witness.askAgain(append);
        witness.refused(append, new Rejection.Version("a", 2, 3));
        history.append(events.change("a", 2));
        history.write(third);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void aRefusalMayBeToldBeforeItsReasonIsSeen() {
        StoredEvent winner = events.change("a", 1, "seat:1");
        Append first =
                history.ask(
                        AppendRequest.of(List.of(winner)).withTracking(Tracking.of("upstream", 7)));
        Append byVersion = history.ask(events.change("a", 1));
        witness.refused(byVersion, new Rejection.Version("a", 2, 1));
        var condition =
                AppendCondition.failIfMatching(Query.ofTags(EventTag.parse("seat:1"))).after(0);
        Append byCondition =
                history.ask(AppendRequest.of(List.of(events.fact("A"))).onCondition(condition));
        witness.refused(byCondition, new Rejection.Condition(condition, 1));
        Append byTracking =
                history.ask(
                        AppendRequest.of(List.of(events.fact("A")))
                                .withTracking(Tracking.of("upstream", 7)));
        witness.refused(byTracking, new Rejection.Behind("upstream", 7));
        history.write(winner);
        witness.recorded(first, new AppendReceipt(1, 1));

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void conditionsHoldForWhatStandsBeforeThem() {
        var taken = Query.ofTags(EventTag.parse("seat:1"));
        history.append(events.fact("Sold", "seat:1"));
        history.append(
                AppendRequest.of(List.of(events.fact("Sold", "seat:1")))
                        .onCondition(AppendCondition.failIfMatching(taken).after(1)));
        history.append(
                AppendRequest.of(List.of(events.fact("Sold", "seat:1")))
                        .onCondition(AppendCondition.failIfMatching(taken).after(2))
                        .onCondition(AppendCondition.failIfMatching(Query.ofTypes("Gone"))));

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void aQueryThatComesLateIsLookedForInTheWholeLog() {
        history.append(events.fact("Sold", "seat:1"));
        history.append(events.facts(2_500, "A").toArray(StoredEvent[]::new));
        var taken = Query.ofTags(EventTag.parse("seat:1"));
        history.append(
                AppendRequest.of(List.of(events.fact("Sold", "seat:1")))
                        .onCondition(AppendCondition.failIfMatching(taken).after(1)));

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void idsThatAreRecordedOtherwiseAreRefused() {
        Append first = history.append(events.fact("A"), events.fact("A"));
        Append reversed =
                witness.askReusingIds(
                        "reversed", AppendRequest.of(first.request().events().reversed()));
        witness.refused(reversed, new Rejection.Reuse());

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void aFollowerMayBeAheadOrBehind() {
        Follower follower = witness.follow("by type", Query.ofTypes("A"));
        history.append(events.fact("A"));
        history.append(events.fact("B"));
        follower.deliver(history.at(1));
        StoredEvent third = events.fact("A");
        Append append = history.ask(third);
        follower.deliver(new Notification(3, third));
        history.write(third);
        witness.recorded(append, new AppendReceipt(3, 3));
        history.append(events.fact("A"));
        assertThat(follower.backlog()).isEqualTo(1);
        follower.deliver(history.at(4));

        assertThat(history.kinds()).isEmpty();
        assertThat(follower.backlog()).isZero();
        assertThat(follower.count()).isEqualTo(3);
    }

    @Test
    void aPageMayBeReadBeforeTheLogIsSeen() {
        history.append(events.fact("A"));
        StoredEvent two = events.fact("B");
        Append append = history.ask(two);
        var all = LogSelection.all();
        var page = new LogPage(List.of(history.at(1), new Notification(2, two)), 2, 2);
        witness.page(all, page, 1);
        history.write(two);
        witness.recorded(append, new AppendReceipt(2, 2));
        witness.page(all.backwards(), new LogPage(List.of(history.at(2)), 1, 2), 2);
        witness.page(
                all.matching(Query.ofTypes("B")), new LogPage(List.of(history.at(2)), 2, 2), 2);
        witness.page(all.after(2), new LogPage(List.of(), 2, 2), 2);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void whatLeavesNoTraceInTheLogIsNotItsBusiness() {
        assertThatThrownBy(() -> history.ask(AppendRequest.of(List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no event");
        history.append(events.fact("A"));
        assertThatThrownBy(() -> witness.follow("late", Query.all()))
                .isInstanceOf(IllegalStateException.class);
    }
}
