package org.annals.testkit.witness;

import static org.annals.testkit.witness.Violation.Kind.CHANGED;
import static org.annals.testkit.witness.Violation.Kind.CONDITION;
import static org.annals.testkit.witness.Violation.Kind.CONTRADICTED;
import static org.annals.testkit.witness.Violation.Kind.DELIVERY;
import static org.annals.testkit.witness.Violation.Kind.LOST;
import static org.annals.testkit.witness.Violation.Kind.MISPLACED;
import static org.annals.testkit.witness.Violation.Kind.ORDER;
import static org.annals.testkit.witness.Violation.Kind.OUTDATED;
import static org.annals.testkit.witness.Violation.Kind.PAGE;
import static org.annals.testkit.witness.Violation.Kind.PHANTOM;
import static org.annals.testkit.witness.Violation.Kind.POSITION;
import static org.annals.testkit.witness.Violation.Kind.TORN;
import static org.annals.testkit.witness.Violation.Kind.TRACKING;
import static org.annals.testkit.witness.Violation.Kind.UNJUSTIFIED;
import static org.annals.testkit.witness.Violation.Kind.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendCondition.FailIfMatching;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.annals.testkit.contract.SampleEvents;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Histories that are broken by hand, each in one way, and what the witness calls that. */
final class BrokenHistoriesTest {
    private static final FailIfMatching NO_SEAT =
            AppendCondition.failIfMatching(Query.ofTags(EventTag.parse("seat:1")));

    private static final Query ONLY_B = Query.ofTypes("B");

    private final History history = new History();
    private final Witness witness = history.witness;
    private final SampleEvents events = history.events;

    private static AppendReceipt receipt(long first, long last) {
        return new AppendReceipt(first, last);
    }

    // What was acknowledged.

    @Test
    void anAcknowledgedAppendThatTheLogEndsBefore() {
        witness.recorded(history.ask(events.fact("A")), receipt(1, 1));

        assertThat(history.kinds()).containsExactly(LOST);
    }

    @Test
    void anAcknowledgedAppendWhosePlaceAnotherHas() {
        StoredEvent other = events.fact("A");
        Append lost = history.ask(events.fact("A"));
        history.ask(other);
        witness.recorded(lost, receipt(1, 1));
        history.write(other);

        assertThat(history.kinds()).containsExactly(LOST);
    }

    @Test
    void anAppendThatIsAcknowledgedWhereTheLogWasSeenWithoutIt() {
        Append lost = history.ask(events.fact("A"));
        history.append(events.fact("A"));
        witness.recorded(lost, receipt(1, 1));

        assertThat(history.kinds()).containsExactly(LOST);
    }

    @Test
    void anAppendThatStandsElsewhereThanItsReceiptSays() {
        StoredEvent one = events.fact("A");
        Append append = history.ask(one);
        history.write(one);
        witness.recorded(append, receipt(2, 2));

        assertThat(history.kinds()).containsExactly(MISPLACED);
    }

    @Test
    void aReceiptOfTooManyPositions() {
        StoredEvent one = events.fact("A");
        Append append = history.ask(one);
        history.write(one);
        witness.recorded(append, receipt(1, 2));

        assertThat(history.kinds()).containsExactly(MISPLACED);
    }

    @Test
    void twoReceiptsOfOnePosition() {
        witness.recorded(history.ask(events.fact("A")), receipt(1, 1));
        witness.recorded(history.ask(events.fact("A")), receipt(1, 1));

        assertThat(history.kinds()).contains(MISPLACED);
    }

    @Test
    void aRepeatWithAnotherReceipt() {
        Append append = history.append(events.fact("A"));
        witness.askAgain(append);
        witness.recorded(append, receipt(2, 2));

        assertThat(history.kinds()).containsExactly(MISPLACED);
    }

    // Whole, in order, as given, once.

    @Test
    void anAppendThatIsThereInPart() {
        StoredEvent one = events.fact("A");
        witness.unknown(history.ask(one, events.fact("A")));
        history.write(one);

        assertThat(history.kinds()).containsExactly(TORN);
    }

    @Test
    void anAppendWithAnotherInItsMidst() {
        StoredEvent one = events.fact("A");
        StoredEvent two = events.fact("A");
        StoredEvent other = events.fact("A");
        history.ask(one, two);
        history.ask(other);
        history.write(one, other, two);

        assertThat(history.kinds()).containsExactly(TORN);
    }

    @Test
    void anAppendWhoseEventsChangedPlaces() {
        StoredEvent one = events.fact("A");
        StoredEvent two = events.fact("A");
        Append append = history.ask(one, two);
        history.write(two, one);
        witness.recorded(append, receipt(1, 2));

        assertThat(history.kinds()).containsExactly(TORN);
    }

    @Test
    void anAppendWithoutItsFirstEvent() {
        StoredEvent two = events.fact("A");
        history.ask(events.fact("A"), two);
        history.write(two);

        assertThat(history.kinds()).containsExactly(TORN);
    }

    @Test
    void anEventThatNobodyAppended() {
        history.write(events.fact("A"));

        assertThat(history.kinds()).containsExactly(PHANTOM);
    }

    @Test
    void anEventThatIsThereTwice() {
        StoredEvent one = events.fact("A");
        history.append(one);
        history.write(one);

        assertThat(history.kinds()).containsExactly(PHANTOM);
        assertThat(witness.violations().getFirst().what()).contains("which stands at 1");
    }

    @Test
    void anEventWithOtherData() {
        StoredEvent one = events.fact("A");
        history.ask(one);
        history.write(
                new StoredEvent(
                        one.id(),
                        one.origin(),
                        one.type(),
                        one.typeVersion(),
                        one.tags(),
                        one.timestamp(),
                        one.metadata(),
                        Bytes.copyOf(new byte[] {1})));

        assertThat(history.kinds()).containsExactly(CHANGED);
    }

    @Test
    void anEventWithOtherTagsTimeAndMetadata() {
        StoredEvent one = events.fact("A", "seat:1");
        history.ask(one);
        history.write(
                new StoredEvent(
                        one.id(),
                        one.origin(),
                        one.type(),
                        one.typeVersion(),
                        List.of(),
                        Instant.EPOCH,
                        Map.of(),
                        one.data()));

        assertThat(history.kinds()).containsExactly(CHANGED);
    }

    @Test
    void aPositionThatIsMissing() {
        StoredEvent one = events.fact("A");
        history.ask(one);
        history.write(2, one);

        assertThat(history.kinds()).contains(POSITION);
    }

    @Test
    void aPositionThatComesTwice() {
        StoredEvent one = events.fact("A");
        StoredEvent two = events.fact("A");
        history.ask(one);
        history.ask(two);
        history.write(1, one);
        history.write(1, two);

        assertThat(history.kinds()).containsExactly(POSITION);
    }

    // What was refused.

    @Test
    void aRefusedAppendThatAppearsLater() {
        history.append(events.change("a", 1));
        StoredEvent late = events.change("a", 1);
        Append append = history.ask(late);
        witness.refused(append, new Rejection.Version("a", 2, 1));
        history.write(late);

        assertThat(history.kinds()).contains(PHANTOM);
        assertThat(witness.violations().getFirst().what()).contains("which was refused");
    }

    @Test
    void anAppendThatIsRefusedAlthoughItStandsThere() {
        StoredEvent one = events.change("a", 1);
        Append append = history.ask(one);
        history.write(one);
        witness.refused(append, new Rejection.Version("a", 2, 1));

        assertThat(history.kinds()).containsExactly(CONTRADICTED);
    }

    @Test
    void aRefusedAppendThatIsRecordedWhenItIsRepeated() {
        history.append(events.change("a", 1));
        Append append = history.ask(events.change("a", 1));
        witness.refused(append, new Rejection.Version("a", 2, 1));
        witness.askAgain(append);
        witness.recorded(append, receipt(2, 2));

        assertThat(history.kinds()).containsExactly(CONTRADICTED);
    }

    @Test
    void anAppendThatIsSaidNotToBeWrittenAndIsThere() {
        StoredEvent one = events.fact("A");
        Append append = history.ask(one);
        history.write(one);
        witness.notWritten(append);

        assertThat(history.kinds()).containsExactly(CONTRADICTED);
    }

    @Test
    void anAppendThatIsSaidNotToBeWrittenAndAppears() {
        StoredEvent one = events.fact("A");
        Append append = history.ask(one);
        witness.notWritten(append);
        history.write(one);

        assertThat(history.kinds()).containsExactly(PHANTOM);
    }

    @Test
    void idsThatAreRecordedOtherwiseAndAccepted() {
        Append first = history.append(events.fact("A"), events.fact("A"));
        Append reversed =
                witness.askReusingIds(
                        "reversed", AppendRequest.of(first.request().events().reversed()));
        witness.recorded(reversed, receipt(3, 4));

        assertThat(history.kinds()).containsExactly(CONTRADICTED);
    }

    @Test
    void aRefusalByAVersionThatIsNowhere() {
        Append append = history.ask(events.change("a", 1));
        witness.refused(append, new Rejection.Version("a", 2, 1));

        assertThat(history.kinds()).containsExactly(UNJUSTIFIED);
    }

    @Test
    void aRefusalByAVersionThatWasAskedForLater() {
        Append append = history.ask(events.change("a", 1));
        witness.refused(append, new Rejection.Version("a", 2, 1));
        history.append(events.change("a", 1));

        assertThat(history.kinds()).containsExactly(UNJUSTIFIED);
    }

    @Test
    void aRefusalOfAnAggregateThatIsNotInTheAppend() {
        history.append(events.change("b", 1));
        Append append = history.ask(events.change("a", 1));
        witness.refused(append, new Rejection.Version("b", 2, 1));

        assertThat(history.kinds()).containsExactly(UNJUSTIFIED);
    }

    @Test
    void aHoleThatHadBeenClosed() {
        history.append(events.change("a", 1));
        history.append(events.change("a", 2));
        Append append = history.ask(events.change("a", 3));
        witness.refused(append, new Rejection.Version("a", 2, 3));

        assertThat(history.kinds()).containsExactly(OUTDATED);
    }

    @Test
    void aRefusalByAnEventThatDoesNotMatch() {
        history.append(events.fact("A", "seat:2"));
        Append append =
                history.ask(AppendRequest.of(List.of(events.fact("A"))).onCondition(NO_SEAT));
        witness.refused(append, new Rejection.Condition(NO_SEAT, 1));

        assertThat(history.kinds()).containsExactly(UNJUSTIFIED);
    }

    @Test
    void aRefusalByAnEventThatIsSeenLaterAndDoesNotMatch() {
        StoredEvent other = events.fact("A", "seat:2");
        history.ask(other);
        Append append =
                history.ask(AppendRequest.of(List.of(events.fact("A"))).onCondition(NO_SEAT));
        witness.refused(append, new Rejection.Condition(NO_SEAT, 1));
        history.write(other);

        assertThat(history.kinds()).containsExactly(UNJUSTIFIED);
    }

    @Test
    void aRefusalByAnEventBeforeThePositionOfTheCondition() {
        history.append(events.fact("A", "seat:1"));
        var later = NO_SEAT.after(1);
        Append append = history.ask(AppendRequest.of(List.of(events.fact("A"))).onCondition(later));
        witness.refused(append, new Rejection.Condition(later, 1));

        assertThat(history.kinds()).containsExactly(UNJUSTIFIED);
    }

    @Test
    void aRefusalByAConditionThatWasNotGiven() {
        history.append(events.fact("A", "seat:1"));
        witness.refused(history.ask(events.fact("A")), new Rejection.Condition(NO_SEAT, 1));

        assertThat(history.kinds()).containsExactly(UNJUSTIFIED);
    }

    @Test
    void aRefusalByATrackingThatIsNowhere() {
        Append append = history.ask(tracking(7));
        witness.refused(append, new Rejection.Behind("upstream", 7));

        assertThat(history.kinds()).containsExactly(UNJUSTIFIED);
    }

    @Test
    void aRefusalByATrackingThatIsNotBeyond() {
        history.append(tracking(5));
        Append append = history.ask(tracking(7));
        witness.refused(append, new Rejection.Behind("upstream", 5));

        assertThat(history.kinds()).containsExactly(UNJUSTIFIED);
    }

    @Test
    void aRefusalByATrackingThatWasOver() {
        history.append(tracking(5));
        history.append(tracking(9));
        Append append = history.ask(tracking(4));
        witness.refused(append, new Rejection.Behind("upstream", 5));

        assertThat(history.kinds()).containsExactly(OUTDATED);
    }

    @Test
    void aRefusalBecauseOfIdsThatAreNew() {
        witness.refused(history.ask(events.fact("A")), new Rejection.Reuse());

        assertThat(history.kinds()).containsExactly(UNJUSTIFIED);
    }

    private AppendRequest tracking(long position) {
        return AppendRequest.of(List.of(events.fact("A")))
                .withTracking(Tracking.of("upstream", position));
    }

    // What was recorded although it should not have been, or in the wrong order.

    @Test
    void aVersionThatStandsTwice() {
        history.append(events.change("a", 1));
        history.append(events.change("a", 1));

        assertThat(history.kinds()).containsExactly(VERSION);
    }

    @Test
    void aVersionThatIsMissing() {
        history.append(events.change("a", 2));

        assertThat(history.kinds()).containsExactly(VERSION);
    }

    @Test
    void twoAppendsThatExcludeEachOther() {
        var both = NO_SEAT.after(0);
        history.append(AppendRequest.of(List.of(events.fact("A", "seat:1"))).onCondition(both));
        history.append(AppendRequest.of(List.of(events.fact("A", "seat:1"))).onCondition(both));

        assertThat(history.kinds()).containsExactly(CONDITION);
    }

    @Test
    void aConditionOfWhichTheSecondItemWasPassedOver() {
        history.append(events.fact("Gone"));
        history.append(
                AppendRequest.of(List.of(events.fact("A")))
                        .onCondition(NO_SEAT)
                        .onCondition(AppendCondition.failIfMatching(Query.ofTypes("Gone"))));

        assertThat(history.kinds()).containsExactly(CONDITION);
    }

    @Test
    void aTrackingThatStandsStill() {
        history.append(tracking(5));
        history.append(tracking(5));

        assertThat(history.kinds()).containsExactly(TRACKING);
    }

    @Test
    void anAppendBehindOneThatWasAskedForAfterIt() {
        StoredEvent early = events.fact("A");
        StoredEvent late = events.fact("A");
        witness.recorded(history.ask(early), receipt(2, 2));
        witness.recorded(history.ask(late), receipt(1, 1));
        history.write(late, early);

        assertThat(history.kinds()).containsExactly(ORDER);
    }

    // What was read.

    @Test
    void aPageThatLacksAnEvent() {
        twoFacts();
        witness.page(LogSelection.all(), new LogPage(List.of(history.at(1)), 2, 2), 2);

        assertThat(history.kinds()).containsExactly(PAGE);
    }

    @Test
    void aPageWithAnEventThatDoesNotMatch() {
        twoFacts();
        witness.page(
                LogSelection.all().matching(Query.ofTypes("B")),
                new LogPage(List.of(history.at(1), history.at(2)), 2, 2),
                2);

        assertThat(history.kinds()).containsExactly(PAGE);
    }

    @Test
    void aPageOfAnOldHead() {
        twoFacts();
        witness.page(LogSelection.all(), new LogPage(List.of(history.at(1)), 1, 1), 2);

        assertThat(history.kinds()).containsExactly(PAGE);
    }

    @Test
    void aPageThatGetsNowhere() {
        twoFacts();
        witness.page(LogSelection.all(), new LogPage(List.of(), 0, 2), 2);
        witness.page(LogSelection.all().backwards(), new LogPage(List.of(), 2, 2), 2);

        assertThat(history.kinds()).containsExactly(PAGE);
        assertThat(witness.violations()).hasSize(2);
    }

    @Test
    void aPageBeyondTheLog() {
        twoFacts();
        witness.page(LogSelection.all(), new LogPage(List.of(), 9, 9), 2);
        witness.page(LogSelection.all().after(1), new LogPage(List.of(history.at(2)), 3, 2), 2);

        assertThat(history.kinds()).containsExactly(PAGE);
    }

    @Test
    void aPageThatWasReadWhileHalfOfAnAppendWasThere() {
        history.append(events.fact("A"), events.fact("B"));
        witness.page(LogSelection.all().matching(ONLY_B), new LogPage(List.of(), 1, 1), 0);

        assertThat(history.kinds()).containsExactly(TORN);
    }

    @Test
    void aPageThatSawHalfOfAnAppendBeforeTheWitnessSawAnyOfIt() {
        StoredEvent first = events.fact("A");
        Append append = history.ask(first, events.fact("B"));
        witness.page(LogSelection.all().matching(ONLY_B), new LogPage(List.of(), 1, 1), 0);
        history.write(append.events().toArray(StoredEvent[]::new));

        assertThat(history.kinds()).containsExactly(TORN);
    }

    @Test
    void aPageWhoseHeadIsItsOwnLastEventInTheMidstOfAnAppend() {
        history.append(events.fact("A"), events.fact("B"));
        witness.page(LogSelection.all().limit(1), new LogPage(List.of(history.at(1)), 1, 1), 0);

        assertThat(history.kinds()).containsExactly(TORN);
    }

    @Test
    void aPageThatIsFallingWhereItShouldRise() {
        twoFacts();
        var falling = List.of(history.at(2), history.at(1));
        witness.page(LogSelection.all(), new LogPage(falling, 2, 2), 2);

        assertThat(history.kinds()).containsExactly(PAGE);
    }

    @Test
    void aPageOfMoreThanItsLimit() {
        twoFacts();
        var both = List.of(history.at(1), history.at(2));
        witness.page(LogSelection.all().limit(1), new LogPage(both, 2, 2), 2);

        assertThat(history.kinds()).containsExactly(PAGE);
    }

    private void twoFacts() {
        history.append(events.fact("A"));
        history.append(events.fact("B"));
    }

    @Test
    void aFollowerThatMissesAnEvent() {
        Follower follower = witness.follow("follower", Query.all());
        twoFacts();
        follower.deliver(history.at(2));

        assertThat(history.kinds()).containsExactly(DELIVERY);
    }

    @Test
    void aFollowerThatMissesTheLastEvent() {
        Follower follower = witness.follow("follower", Query.all());
        twoFacts();
        follower.deliver(history.at(1));

        assertThat(history.kinds()).containsExactly(DELIVERY);
    }

    @Test
    void aFollowerThatIsGivenAnEventTwice() {
        Follower follower = witness.follow("follower", Query.all());
        twoFacts();
        follower.deliver(history.at(1));
        follower.deliver(history.at(1));
        follower.deliver(history.at(2));

        assertThat(history.kinds()).containsExactly(DELIVERY);
    }

    @Test
    void aFollowerThatIsGivenEventsOutOfOrder() {
        Follower follower = witness.follow("follower", Query.all());
        twoFacts();
        follower.deliver(history.at(2));
        follower.deliver(history.at(1));

        assertThat(history.kinds()).containsExactly(DELIVERY);
    }

    @Test
    void aFollowerThatIsGivenWhatDoesNotMatch() {
        Follower follower = witness.follow("follower", Query.ofTypes("B"));
        twoFacts();
        follower.deliver(history.at(1));
        follower.deliver(history.at(2));

        assertThat(history.kinds()).containsExactly(DELIVERY);
    }

    @Test
    void aFollowerThatIsGivenAnotherEventThanTheLogHas() {
        Follower follower = witness.follow("follower", Query.all());
        history.append(events.fact("A"));
        follower.deliver(new Notification(1, events.fact("A")));

        assertThat(history.kinds()).containsExactly(DELIVERY);
    }

    @Test
    void aFollowerThatIsGivenAnEventWithOtherData() {
        Follower follower = witness.follow("follower", Query.all());
        StoredEvent event = events.fact("A");
        history.append(event);
        follower.deliver(new Notification(1, History.withOtherData(event)));

        assertThat(history.kinds()).containsExactly(DELIVERY);
    }

    @Test
    void aFollowerThatIsGivenWhatIsNotInTheLog() {
        Follower follower = witness.follow("follower", Query.all());
        follower.deliver(new Notification(1, events.fact("A")));

        assertThat(history.kinds()).containsExactly(DELIVERY);
    }
}
