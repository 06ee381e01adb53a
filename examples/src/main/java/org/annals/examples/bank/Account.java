package org.annals.examples.bank;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;

/** An account. A command that is refused throws and leaves it as it was. For one thread. */
public final class Account extends Aggregate<Account.Event> {
    /** What can happen to an account. */
    public sealed interface Event {
        /** The account was opened. */
        record Opened(String holder) implements Event {}

        /** Money came in. */
        record Credited(Money amount) implements Event {}

        /** Money went out. */
        record Debited(Money amount) implements Event {}

        /** The account may now be overdrawn by so much. */
        record OverdraftSet(Money limit) implements Event {}

        /** The account was closed. */
        record Closed() implements Event {}
    }

    /** How accounts are got back from their events. */
    public static final AggregateType<Account> TYPE = AggregateType.of(Account.class, Account::new);

    private String holder = "";
    private Money balance = Money.ZERO;
    private Money overdraft = Money.ZERO;
    private boolean closed;

    private Account() {}

    /** Opens an account under a new id. */
    public static Account open(String holder) {
        var account = new Account();
        account.trigger(new Event.Opened(holder));
        return account;
    }

    /**
     * Adds money.
     *
     * @throws AccountClosedException if it is closed
     */
    public void credit(Money amount) {
        requireOpen();
        trigger(new Event.Credited(positive(amount)));
    }

    /**
     * Takes money.
     *
     * @throws AccountClosedException if it is closed
     * @throws InsufficientFundsException if there is not enough
     */
    public void debit(Money amount) {
        requireOpen();
        Money lowest = Money.ZERO.minus(overdraft);
        if (balance.minus(positive(amount)).compareTo(lowest) < 0) {
            throw new InsufficientFundsException(id(), balance, overdraft, amount);
        }
        trigger(new Event.Debited(amount));
    }

    /**
     * Allows the balance to fall so far below zero.
     *
     * @throws AccountClosedException if it is closed
     */
    public void setOverdraft(Money limit) {
        requireOpen();
        trigger(new Event.OverdraftSet(limit));
    }

    /**
     * Closes the account.
     *
     * @throws AccountClosedException if it is closed already
     */
    public void close() {
        requireOpen();
        trigger(new Event.Closed());
    }

    @Override
    protected void apply(Event event) {
        switch (event) {
            case Event.Opened(var name) -> holder = name;
            case Event.Credited(var amount) -> balance = balance.plus(amount);
            case Event.Debited(var amount) -> balance = balance.minus(amount);
            case Event.OverdraftSet(var limit) -> overdraft = limit;
            case Event.Closed() -> closed = true;
        }
    }

    /** Returns whose account it is. */
    public String holder() {
        return holder;
    }

    /** Returns what is in it. */
    public Money balance() {
        return balance;
    }

    /** Returns whether it takes no more commands. */
    public boolean isClosed() {
        return closed;
    }

    private void requireOpen() {
        if (closed) {
            throw new AccountClosedException(id());
        }
    }

    private static Money positive(Money amount) {
        if (amount.compareTo(Money.ZERO) <= 0) {
            throw new IllegalArgumentException(
                    "%s is not an amount to move. Give more than zero.".formatted(amount));
        }
        return amount;
    }
}
