package org.annals.examples.bank;

import org.annals.application.Application;
import org.annals.application.ConflictRetry;
import org.annals.settings.Settings;

/**
 * The bank's commands and queries. May be shared: a command that loses against another is repeated
 * on what the other left.
 */
public class Bank extends Application {
    private final ConflictRetry retry = new ConflictRetry(10);

    public Bank(Settings settings) {
        super(settings, Account.TYPE);
    }

    /** Opens an account and returns its id. */
    public String openAccount(String holder) {
        var account = Account.open(holder);
        save(account);
        return account.id();
    }

    /**
     * Adds money to an account.
     *
     * @throws AccountClosedException if it is closed
     */
    public void credit(String accountId, Money amount) {
        execute(Account.class, accountId, account -> account.credit(amount));
    }

    /**
     * Takes money from an account.
     *
     * @throws AccountClosedException if it is closed
     * @throws InsufficientFundsException if there is not enough
     */
    public void debit(String accountId, Money amount) {
        execute(Account.class, accountId, account -> account.debit(amount));
    }

    /**
     * Moves money from one account to another, both or neither.
     *
     * @throws AccountClosedException if one is closed
     * @throws InsufficientFundsException if there is not enough
     */
    public void transfer(String fromId, String toId, Money amount) {
        retry.run(
                attempt -> {
                    var from = repository().get(Account.class, fromId);
                    // One object for one account, or the second change would not see the first.
                    var to = fromId.equals(toId) ? from : repository().get(Account.class, toId);
                    from.debit(amount);
                    to.credit(amount);
                    return save(from, to);
                });
    }

    /** Allows an account to be overdrawn by so much. */
    public void setOverdraft(String accountId, Money limit) {
        execute(Account.class, accountId, account -> account.setOverdraft(limit));
    }

    /**
     * Closes an account.
     *
     * @throws AccountClosedException if it is closed already
     */
    public void closeAccount(String accountId) {
        execute(Account.class, accountId, Account::close);
    }

    /** Returns an account as it is now. */
    public Account account(String accountId) {
        return repository().get(Account.class, accountId);
    }
}
