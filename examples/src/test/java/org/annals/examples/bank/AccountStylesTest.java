package org.annals.examples.bank;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.examples.bank.declared.AccountEvent;
import org.annals.examples.bank.declared.Account_;
import org.annals.persistence.EventTypes;
import org.annals.testkit.scenario.Scenario;
import org.junit.jupiter.api.Test;

import java.util.List;

/** The account by hand, and the declared one: what they decide and what they store. */
final class AccountStylesTest {
    private static final Money TEN = Money.parse("10.00");
    private static final Money TWENTY = Money.parse("20.00");

    @Test
    void aDebitIsRecordedInEitherStyle() {
        Scenario.of(Account.TYPE)
                .given(new Account.Event.Opened("Ada"), new Account.Event.Credited(TWENTY))
                .when(account -> account.debit(TEN))
                .then(new Account.Event.Debited(TEN))
                .thenState(account -> assertThat(account.balance()).isEqualTo(TEN));
        Scenario.of(Account_.TYPE)
                .given(new AccountEvent.Opened("Ada"), new AccountEvent.Credited(TWENTY))
                .when(account -> account.debit(TEN))
                .then(new AccountEvent.Debited(TEN))
                .thenState(account -> assertThat(account.balance()).isEqualTo(TEN));
    }

    // DEC-8
    @Test
    void aDebitBeyondTheBalanceIsRefusedInEitherStyle() {
        Scenario.of(Account.TYPE)
                .given(new Account.Event.Opened("Ada"), new Account.Event.Credited(TEN))
                .whenRefused(account -> account.debit(TWENTY))
                .thenThrows(InsufficientFundsException.class)
                .thenNothing()
                .thenState(account -> assertThat(account.balance()).isEqualTo(TEN));
        Scenario.of(Account_.TYPE)
                .given(new AccountEvent.Opened("Ada"), new AccountEvent.Credited(TEN))
                .whenRefused(account -> account.debit(TWENTY))
                .thenThrows(InsufficientFundsException.class)
                .thenNothing()
                .thenState(account -> assertThat(account.balance()).isEqualTo(TEN));
    }

    @Test
    void theStoredNamesAreTheSame() {
        assertThat(names(EventTypes.of(List.of(Account_.TYPE))))
                .isEqualTo(names(EventTypes.of(List.of(Account.TYPE))))
                .hasSize(5);
    }

    private static List<String> names(EventTypes types) {
        return types.eventClasses().stream()
                .map(each -> types.typeOf(each).name())
                .sorted()
                .toList();
    }
}
