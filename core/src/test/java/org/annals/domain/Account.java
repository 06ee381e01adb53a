package org.annals.domain;

import java.math.BigDecimal;

/** An account that refuses what it must refuse. */
public final class Account extends Aggregate<Account.Event> {
    public sealed interface Event {
        record Opened() implements Event {}

        record Credited(BigDecimal amount) implements Event {}

        record Debited(BigDecimal amount) implements Event {}

        record Closed() implements Event {}
    }

    /** What the domain itself says no with. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    public static final AggregateType<Account> TYPE = AggregateType.of(Account.class, Account::new);

    private BigDecimal balance = BigDecimal.ZERO;
    private boolean closed;

    private Account() {}

    public static Account open() {
        var account = new Account();
        account.trigger(new Event.Opened());
        return account;
    }

    public void credit(String amount) {
        requireOpen();
        trigger(new Event.Credited(new BigDecimal(amount)));
    }

    public void debit(String amount) {
        requireOpen();
        BigDecimal wanted = new BigDecimal(amount);
        if (balance.compareTo(wanted) < 0) {
            throw new Refused("The balance is " + balance + ".");
        }
        trigger(new Event.Debited(wanted));
    }

    public void close() {
        trigger(new Event.Closed());
    }

    private void requireOpen() {
        if (closed) {
            throw new Refused("The account is closed.");
        }
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Opened() -> balance = BigDecimal.ZERO;
            case Event.Credited(var amount) -> balance = balance.add(amount);
            case Event.Debited(var amount) -> balance = balance.subtract(amount);
            case Event.Closed() -> closed = true;
        }
    }

    public BigDecimal balance() {
        return balance;
    }
}
