package org.annals.testkit.scenario;

import static org.annals.testkit.scenario.LightSwitch.Command.TURN_ON;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.domain.EventTag;
import org.annals.testkit.scenario.Dog.Event.Registered;
import org.annals.testkit.scenario.Dog.Event.TrickAdded;
import org.annals.testkit.scenario.LightSwitch.SwitchEvent;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

/** The tests are tested: each way to fail has a message of its own (GWT-3). */
final class FailingScenarioTest {
    private final Consequence<Dog, Dog.Event> taught =
            Scenario.of(Dog.TYPE)
                    .given(new Registered("Fido"))
                    .when(dog -> dog.addTaggedTrick("sit"));

    @Test
    void anotherNumberOfEvents() {
        assertFails(() -> taught.then(new TrickAdded("sit"), new TrickAdded("beg")))
                .withMessage(
                        """
                        Expected 2 events, but there is 1.
                        expected:
                          1. TrickAdded[trick=sit]
                          2. TrickAdded[trick=beg]
                        actual:
                          1. TrickAdded[trick=sit] [trick:sit]"""
                                .replace("\n", System.lineSeparator()));
    }

    @Test
    void eventsWhereNoneWereExpected() {
        var message =
                """
                Expected no events, but there is 1.
                expected: none
                actual:
                  1. TrickAdded[trick=sit] [trick:sit]"""
                        .replace("\n", System.lineSeparator());

        assertFails(taught::thenNothing).withMessage(message);
        assertFails(taught::then).withMessage(message);
    }

    @Test
    void anEventOfAnotherType() {
        assertFails(() -> taught.then(new Registered("sit")))
                .withMessage(
                        """
                        Event 1 is of type %s instead of %s.
                        expected: Registered[name=sit]
                          actual: TrickAdded[trick=sit]"""
                                .formatted(TrickAdded.class.getName(), Registered.class.getName())
                                .replace("\n", System.lineSeparator()));
    }

    @Test
    void anEventWithOtherValues() {
        assertFails(() -> taught.then(new TrickAdded("beg")))
                .withMessage(
                        """
                        Event 1, a TrickAdded, has other values.
                        expected: TrickAdded[trick=beg]
                          actual: TrickAdded[trick=sit]"""
                                .replace("\n", System.lineSeparator()));
    }

    @Test
    void anEventWithOtherTags() {
        var expected = TaggedEvent.of(new TrickAdded("sit"), EventTag.of("trick", "beg"));

        assertFails(() -> taught.then(expected))
                .withMessage(
                        """
                        Event 1, TrickAdded[trick=sit], has other tags.
                        expected: [trick:beg]
                          actual: [trick:sit]"""
                                .replace("\n", System.lineSeparator()));
        assertFails(() -> taught.then(TaggedEvent.of(new TrickAdded("sit"))));
        assertFails(() -> taught.then(TaggedEvent.of(new TrickAdded("beg"))))
                .withMessageContaining("has other values");
    }

    @Test
    void noExceptionWhereOneWasExpected() {
        var scenario = Scenario.of(Dog.TYPE).given(new Registered("Fido"));
        var message =
                """
                Expected an exception, but nothing was thrown.
                actual:
                  1. %s"""
                        .replace("\n", System.lineSeparator());

        assertFails(() -> scenario.whenRefused(dog -> dog.addTrick("sit")))
                .withMessage(message, "TrickAdded[trick=sit]");
        assertFails(() -> Scenario.of(Dog.TYPE).whenRefused(() -> Dog.register("Fido")))
                .withMessage(message, "Registered[name=Fido]");
        assertFails(() -> Scenario.of(LightSwitch.DECIDER, SwitchEvent.class).whenRefused(TURN_ON))
                .withMessage(message, "TurnedOn[]");
    }

    @Test
    void anotherExceptionThanExpected() {
        var thrown = new IllegalArgumentException("no such trick");
        var refused =
                Scenario.of(Dog.TYPE)
                        .whenRefused(
                                dog -> {
                                    throw thrown;
                                });

        assertFails(() -> refused.thenThrows(IllegalStateException.class))
                .withMessage(
                        "Expected java.lang.IllegalStateException to be thrown, but it was java.lang.IllegalArgumentException: no such trick.")
                .withCause(thrown);
    }

    @Test
    void aStateThatIsNotAsChecked() {
        assertFails(
                        () ->
                                taught.thenState(
                                        dog -> {
                                            throw new AssertionError(dog.name());
                                        }))
                .withMessage("Fido");
    }

    private static ThrowableAssertAlternative<AssertionError> assertFails(ThrowingCallable code) {
        return assertThatExceptionOfType(AssertionError.class).isThrownBy(code);
    }
}
