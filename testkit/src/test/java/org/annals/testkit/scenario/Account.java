package org.annals.testkit.scenario;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;

import java.math.BigDecimal;

final class Account extends Aggregate<Account.Event> {
    sealed interface Event {
        record Opened(String owner) implements Event {}

        record Credited(BigDecimal amount) implements Event {}

        record Debited(BigDecimal amount) implements Event {}
    }

    static final class InsufficientFunds extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient BigDecimal missing;

        InsufficientFunds(BigDecimal missing) {
            super("There is not enough money.");
            this.missing = missing;
        }

        BigDecimal missing() {
            return missing;
        }
    }

    static final AggregateType<Account> TYPE = AggregateType.of(Account.class, Account::new);

    private BigDecimal balance = BigDecimal.ZERO;

    private Account() {}

    void debit(BigDecimal amount) {
        if (balance.compareTo(amount) < 0) {
            throw new InsufficientFunds(amount.subtract(balance));
        }
        trigger(new Event.Debited(amount));
    }

    BigDecimal balance() {
        return balance;
    }

    @Override
    protected void apply(Event event) {
        balance =
                switch (event) {
                    case Event.Opened opened -> BigDecimal.ZERO;
                    case Event.Credited(var amount) -> balance.add(amount);
                    case Event.Debited(var amount) -> balance.subtract(amount);
                };
    }
}
