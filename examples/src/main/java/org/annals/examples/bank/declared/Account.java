package org.annals.examples.bank.declared;

import org.annals.domain.Aggregate;
import org.annals.domain.Event;
import org.annals.domain.EventSourced;
import org.annals.examples.bank.AccountClosedException;
import org.annals.examples.bank.InsufficientFundsException;
import org.annals.examples.bank.Money;

/**
 * An account whose commands check, and then call what is recorded. A command that is refused throws
 * and leaves it as it was. For one thread.
 */
@EventSourced
public abstract class Account extends Aggregate<AccountEvent> {
    private final String holder;
    private Money balance = Money.ZERO;
    private Money overdraft = Money.ZERO;
    private boolean closed;

    @Event("Opened")
    Account(String holder) {
        this.holder = holder;
    }

    /** Opens an account under a new id. */
    public static Account open(String holder) {
        return new Account_(holder);
    }

    /**
     * Adds money.
     *
     * @throws AccountClosedException if it is closed
     */
    public void credit(Money amount) {
        requireOpen();
        credited(positive(amount));
    }

    @Event
    void credited(Money amount) {
        balance = balance.plus(amount);
    }

    // @start region="debit"
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
        debited(amount);
    }

    @Event
    void debited(Money amount) {
        balance = balance.minus(amount);
    }

    // @end

    /**
     * Allows the balance to fall so far below zero.
     *
     * @throws AccountClosedException if it is closed
     */
    public void setOverdraft(Money limit) {
        requireOpen();
        overdraftSet(limit);
    }

    @Event
    void overdraftSet(Money limit) {
        overdraft = limit;
    }

    /**
     * Closes the account.
     *
     * @throws AccountClosedException if it is closed already
     */
    public void close() {
        requireOpen();
        closed();
    }

    @Event
    void closed() {
        closed = true;
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
