package org.annals.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.domain.EventTag;
import org.annals.persistence.TranscodingException;
import org.annals.testkit.scenario.Account.Event.Credited;
import org.annals.testkit.scenario.Account.Event.Debited;
import org.annals.testkit.scenario.Account.Event.Opened;
import org.annals.testkit.scenario.Account.InsufficientFunds;
import org.annals.testkit.scenario.Dog.Event.Dreamt;
import org.annals.testkit.scenario.Dog.Event.Registered;
import org.annals.testkit.scenario.Dog.Event.TrickAdded;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;

final class AggregateScenarioTest {
    private final AggregateScenario<Account, Account.Event> richAccount =
            Scenario.of(Account.TYPE)
                    .given(new Opened("Ada"), new Credited(new BigDecimal("10.00")));

    @Test
    void aCommandLeadsToEvents() {
        Scenario.of(Dog.TYPE)
                .given(new Registered("Fido"))
                .when(dog -> dog.addTrick("sit"))
                .then(new TrickAdded("sit"));
    }

    @Test
    void aCommandMayLeadToSeveralEventsInOrder() {
        Scenario.of(Dog.TYPE)
                .given(new Registered("Fido"))
                .given(new TrickAdded("sit"))
                .when(
                        dog -> {
                            dog.addTrick("roll over");
                            dog.addTrick("beg");
                        })
                .then(new TrickAdded("roll over"), new TrickAdded("beg"))
                .thenState(
                        dog -> assertThat(dog.tricks()).containsExactly("sit", "roll over", "beg"))
                .thenState(dog -> assertThat(dog.version()).isEqualTo(4));
    }

    @Test
    void aCreationNeedsNoGivens() {
        Scenario.of(Dog.TYPE)
                .when(() -> Dog.register("Fido"))
                .then(new Registered("Fido"))
                .thenState(dog -> assertThat(dog.name()).isEqualTo("Fido"));
    }

    @Test
    void aCreationWithAPastIsRefused() {
        var scenario = Scenario.of(Dog.TYPE).given(new Registered("Fido"));

        assertThatIllegalStateException()
                .isThrownBy(() -> scenario.when(() -> Dog.register("Rex")))
                .withMessageContaining("it is given 1 event.");
    }

    @Test
    void aCreationMayBeRefused() {
        var refused = Scenario.of(Dog.TYPE).whenRefused(() -> Dog.register(" "));

        var expected = refused.thenThrows(IllegalArgumentException.class).thenNothing();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> expected.thenState(dog -> {}))
                .withMessageContaining("nothing was made");
    }

    @Test
    void aCommandMayLeadToNothing() {
        Scenario.of(Dog.TYPE).given(new Registered("Fido")).when(dog -> {}).thenNothing().then();
    }

    @Test
    void anExpectedExceptionIsCheckedAndLeavesTheStateAsItWas() {
        richAccount
                .whenRefused(account -> account.debit(new BigDecimal("20.00")))
                .thenThrows(
                        InsufficientFunds.class,
                        e -> assertThat(e.missing()).isEqualTo(new BigDecimal("10.00")))
                .thenNothing()
                .thenState(account -> assertThat(account.balance()).isEqualTo("10.00"));
    }

    @Test
    void anExceptionThatWasNotExpectedPassesThroughUnchangedWhateverFollows() {
        var thrown = new InsufficientFunds(BigDecimal.ONE);

        assertThatExceptionOfType(InsufficientFunds.class)
                .isThrownBy(
                        () ->
                                richAccount.when(
                                        account -> {
                                            throw thrown;
                                        }))
                .isSameAs(thrown);
        assertThatExceptionOfType(InsufficientFunds.class)
                .isThrownBy(
                        () ->
                                Scenario.of(Account.TYPE)
                                        .when(
                                                () -> {
                                                    throw thrown;
                                                }))
                .isSameAs(thrown);
    }

    @Test
    void aRefusalShowsWhatHadBeenTriggeredBefore() {
        var refused =
                richAccount.whenRefused(
                        account -> {
                            account.debit(BigDecimal.ONE);
                            account.debit(new BigDecimal("20.00"));
                        });

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(refused::thenNothing)
                .withMessageContaining("1. " + new Debited(BigDecimal.ONE));
    }

    @Test
    void tagsAreComparedWhereTheyAreExpected() {
        var tagged =
                Scenario.of(Dog.TYPE)
                        .given(new Registered("Fido"))
                        .when(dog -> dog.addTaggedTrick("sit"));

        tagged.then(new TrickAdded("sit"))
                .then(TaggedEvent.of(new TrickAdded("sit"), EventTag.of("trick", "sit")));
    }

    @Test
    void aGivenEventThatCannotBeStoredFails() {
        var scenario = Scenario.of(Dog.TYPE).given(new Dreamt("of cats"));

        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> scenario.when(dog -> dog.addTrick("sit")));
    }

    @Test
    void aDecidedEventThatCannotBeStoredFails() {
        var scenario = Scenario.of(Dog.TYPE).given(new Registered("Fido"));

        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> scenario.when(dog -> dog.dream("of cats")));
    }

    @Test
    void stepsAreImmutable() {
        var registered = Scenario.of(Dog.TYPE).given(new Registered("Fido"));
        var skilled = registered.given(new TrickAdded("sit"));

        registered.when(dog -> {}).thenState(dog -> assertThat(dog.tricks()).isEmpty());
        skilled.when(dog -> {}).thenState(dog -> assertThat(dog.tricks()).containsExactly("sit"));
        skilled.when(dog -> dog.addTrick("beg")).then(new TrickAdded("beg"));
        skilled.when(dog -> {}).thenNothing();
    }
}
