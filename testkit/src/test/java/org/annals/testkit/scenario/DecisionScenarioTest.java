package org.annals.testkit.scenario;

import static org.annals.testkit.scenario.Seats.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.dcb.Boundary;
import org.annals.dcb.Slice;
import org.annals.domain.Decider;
import org.annals.domain.EventTag;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.testkit.scenario.Seats.Announce;
import org.annals.testkit.scenario.Seats.Book;
import org.annals.testkit.scenario.Seats.Careless;
import org.annals.testkit.scenario.Seats.Event.SeatBooked;
import org.annals.testkit.scenario.Seats.Event.ShowAnnounced;
import org.annals.testkit.scenario.Seats.Event.ShowRenamed;
import org.annals.testkit.scenario.Seats.GuestsOf;
import org.annals.testkit.scenario.Seats.Show;
import org.annals.testkit.scenario.Seats.SoldOutException;
import org.junit.jupiter.api.Test;

import java.util.List;

final class DecisionScenarioTest {
    private final DecisionScenario<Seats.Event> scenario = Scenario.ofDecisions(Seats.Event.class);

    @Test
    void aSliceDecidesByWhatIsGiven() {
        // @start region="slice"
        Scenario.ofDecisions(Seats.Event.class)
                .given(new ShowAnnounced("circus", 2), new SeatBooked("circus", "anna"))
                .amid(new SeatBooked("opera", "anna"), new ShowRenamed("circus", "The Circus"))
                .when(new Book("circus", "bob"))
                .then(new SeatBooked("circus", "bob"))
                .thenState(book -> assertThat(book.left).isEqualTo(1));
        // @end
    }

    @Test
    void theEventOfASliceHasTags() {
        scenario.given(new ShowAnnounced("circus", 2))
                .when(new Book("circus", "bob"))
                .then(
                        TaggedEvent.of(
                                new SeatBooked("circus", "bob"),
                                show("circus"),
                                EventTag.of("guest", "bob")));
    }

    @Test
    void aSliceThatRefusesLeavesNothing() {
        scenario.given(new ShowAnnounced("circus", 0))
                .whenRefused(new Book("circus", "bob"))
                .thenThrows(SoldOutException.class)
                .thenNothing()
                .thenState(book -> assertThat(book.left).isZero());
    }

    @Test
    void whatASliceThrowsPassesThroughWhereItIsNotExpected() {
        assertThatExceptionOfType(SoldOutException.class)
                .isThrownBy(
                        () ->
                                scenario.given(new ShowAnnounced("circus", 0))
                                        .when(new Book("circus", "bob")));
    }

    @Test
    void aSliceThatIsRefusedWhenItIsSavedIsRefused() {
        scenario.given(new ShowAnnounced("circus", 1))
                .whenRefused(new Announce("circus"))
                .thenThrows(AppendConditionFailedException.class);
        scenario.amid(new ShowAnnounced("opera", 1))
                .when(new Announce("circus"))
                .then(new ShowAnnounced("circus", 1));
    }

    @Test
    void nothingRefusedWhereItIsExpectedFails() {
        assertFails(
                () ->
                        scenario.given(new ShowAnnounced("circus", 1))
                                .whenRefused(new Book("circus", "bob")),
                "Expected an exception");
    }

    @Test
    void aGivenEventThatTheBoundaryDoesNotSelectFails() {
        assertFails(
                () -> scenario.given(new ShowAnnounced("opera", 2)).when(new Book("circus", "bob")),
                "The boundary does not select what is given: ShowAnnounced[show=opera, seats=2]");
        assertFails(
                () ->
                        scenario.given(new ShowRenamed("circus", "C"))
                                .when(new Book("circus", "bob")),
                "The boundary does not select what is given: ShowRenamed");
        assertFails(
                () ->
                        scenario.given(new ShowRenamed("circus", "C"))
                                .whenAsked(new GuestsOf("circus")),
                "The boundary does not select what is given: ShowRenamed");
        assertFails(
                () ->
                        scenario.given(new ShowAnnounced("opera", 2))
                                .whenConcurrently(
                                        () -> new Book("circus", "a"),
                                        () -> new Book("circus", "b")),
                "The boundary does not select what is given: ShowAnnounced");
    }

    @Test
    void anEventBesideThatTheBoundarySelectsFails() {
        assertFails(
                () -> scenario.amid(new ShowAnnounced("circus", 2)).when(new Book("circus", "bob")),
                "The boundary selects what is recorded beside it: ShowAnnounced");
    }

    @Test
    void aGivenEventMayHaveMoreTagsThanItsOwn() {
        scenario.given(TaggedEvent.of(new ShowAnnounced("opera", 3), show("circus")))
                .when(new Book("circus", "bob"))
                .thenState(book -> assertThat(book.left).isEqualTo(3));
    }

    @Test
    void aBoundaryWithoutTagsIsDoubted() {
        assertFails(
                () -> scenario.strict().when(new Careless(Careless::within)),
                "The boundary has every event of the types [Seats.ShowAnnounced] of the log");
        scenario.when(new Careless(Careless::within)).then(new SeatBooked("circus", "anna"));
    }

    @Test
    void aDecisionThatDoesNotConflictWithItselfIsDoubted() {
        assertFails(
                () -> scenario.strict().when(new Careless(self -> self.within(show("circus")))),
                "two such decisions at once do not conflict");
        scenario.strict()
                .given(new ShowAnnounced("circus", 1))
                .when(new Book("circus", "bob"))
                .then(new SeatBooked("circus", "bob"));
        scenario.strict().when(new Careless(self -> {})).then(new SeatBooked("circus", "anna"));
    }

    @Test
    void aQuestionIsAnswered() {
        scenario.given(new SeatBooked("circus", "bob"), new SeatBooked("circus", "anna"))
                .amid(new SeatBooked("opera", "carl"))
                .whenAsked(new GuestsOf("circus"))
                .thenNothing()
                .thenState(answer -> assertThat(answer.guests).containsExactly("bob", "anna"));
    }

    @Test
    void anEnduringObjectIsMadeAndCommanded() {
        scenario.whenMade(() -> Show.announce(3))
                .thenState(show -> assertThat(show.createdOn()).isEqualTo("2000-01-01T00:00:00Z"));
        scenario.given(new ShowAnnounced("circus", 3))
                .amid(new ShowAnnounced("opera", 3))
                .when(decisions -> decisions.get(Show.TYPE, "circus"), show -> show.rename("C"))
                .then(new ShowRenamed("circus", "C"))
                .thenState(show -> assertThat(show.title()).isEqualTo("C"));
        scenario.given(new ShowAnnounced("circus", 3))
                .whenRefused(
                        decisions -> decisions.get(Show.TYPE, "circus"), show -> show.rename(" "))
                .thenThrows(IllegalArgumentException.class);
        assertFails(
                () ->
                        scenario.given(
                                        new ShowAnnounced("circus", 3),
                                        new ShowAnnounced("opera", 3))
                                .when(
                                        decisions -> decisions.get(Show.TYPE, "circus"),
                                        show -> show.rename("C")),
                "The boundary does not select what is given: ShowAnnounced[show=opera, seats=3]");
    }

    private static final Decider<String, Integer, Seats.Event> BOOKING =
            Decider.of(
                    0,
                    (guest, booked) -> {
                        if (booked == 2) {
                            throw new SoldOutException();
                        }
                        return List.of(new SeatBooked("circus", guest));
                    },
                    (booked, event) -> event instanceof SeatBooked ? booked + 1 : booked);

    @Test
    void aDeciderDecidesOverABoundary() {
        Boundary within = Boundary.of(show("circus")).ofTypes(SeatBooked.class);
        scenario.given(new SeatBooked("circus", "anna"))
                .amid(new ShowAnnounced("circus", 5))
                .when(BOOKING, within, "bob")
                .then(new SeatBooked("circus", "bob"))
                .thenState(booked -> assertThat(booked).isEqualTo(2));
        scenario.given(new SeatBooked("circus", "anna"), new SeatBooked("circus", "bob"))
                .whenRefused(BOOKING, within, "carl")
                .thenThrows(SoldOutException.class)
                .thenState(booked -> assertThat(booked).isEqualTo(2));
    }

    @Test
    void ofDecisionsAtOnceOneWinsWhicheverComesFirst() {
        // @start region="concurrently"
        Scenario.ofDecisions(Seats.Event.class)
                .given(new ShowAnnounced("circus", 1))
                .whenConcurrently(() -> new Book("circus", "anna"), () -> new Book("circus", "bob"))
                .thenOneWins()
                .thenLosersThrow(SoldOutException.class);
        // @end
    }

    @Test
    void losersFollowWhereThereIsRoom() {
        var race =
                scenario.given(new ShowAnnounced("circus", 3))
                        .whenConcurrently(
                                () -> new Book("circus", "anna"),
                                () -> new Book("circus", "bob"),
                                () -> new Book("circus", "carl"));
        race.thenOneAtATime();
        assertFails(race::thenOneWins, "Expected one to win, but 3 did");
        assertFails(race::thenAllWin, "Expected all to win, but Book was recorded, then Book was");
        assertFails(
                () -> race.thenLosersThrow(SoldOutException.class),
                "Expected losers to throw " + SoldOutException.class.getName());
    }

    @Test
    void decisionsThatDoNotDependOnEachOtherAllWin() {
        var race =
                scenario.given(new ShowAnnounced("circus", 1), new ShowAnnounced("opera", 1))
                        .whenConcurrently(
                                () -> new Book("circus", "anna"), () -> new Book("opera", "bob"));
        race.thenAllWin();
        assertFails(race::thenOneWins, "Expected one to win, but 2 did");
        assertFails(race::thenOneAtATime, "Expected one at a time");
        assertFails(() -> race.thenLosersThrow(SoldOutException.class), "Expected losers to throw");
    }

    @Test
    void decisionsForNothingWinNothing() {
        var race = scenario.whenConcurrently(Idle::new, Idle::new);
        assertFails(race::thenAllWin, "Idle decided for nothing");
    }

    /** Decides for nothing. */
    private static final class Idle extends Slice<Seats.Event> {
        @Override
        protected void execute() {}
    }

    @Test
    void aGivenEventThatCannotBeStoredIsNoRefusal() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                scenario.given(new ShowAnnounced("x".repeat(300), 2))
                                        .whenRefused(new Book("circus", "bob")));
    }

    @Test
    void aRaceThatOneOrderHidesIsFoundInAnother() {
        var careless =
                scenario.given(new ShowAnnounced("circus", 1))
                        .whenConcurrently(
                                () -> new Book("circus", "anna"),
                                () -> new Careless(self -> self.within(show("circus"))));
        assertFails(careless::thenOneWins, "Expected one to win, but 2 did: Book was recorded");
    }

    @Test
    void aRaceHasTwoToFourSlices() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scenario.whenConcurrently(() -> new Book("circus", "anna")))
                .withMessageContaining("1 slices are no race");
    }

    @Test
    void aScenarioRunsOnARecorderOfTheCallers() {
        try (var recorder = MemoryRecorder.open("seats")) {
            var there = scenario.against(recorder);
            there.given(new ShowAnnounced("circus", 1))
                    .when(new Book("circus", "anna"))
                    .then(new SeatBooked("circus", "anna"));
            there.whenRefused(new Book("circus", "bob")).thenThrows(SoldOutException.class);
            there.given(new ShowAnnounced("opera", 1))
                    .whenConcurrently(() -> new Book("opera", "a"), () -> new Book("opera", "b"))
                    .thenOneWins();
            assertThat(recorder.head()).isEqualTo(4);
        }
    }

    private static void assertFails(Runnable scenario, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(scenario::run)
                .withMessageContaining(message);
    }
}
