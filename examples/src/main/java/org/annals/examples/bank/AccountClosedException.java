package org.annals.examples.bank;

/** An account is closed, so it takes no more commands. Use another account. */
public final class AccountClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AccountClosedException(String accountId) {
        super("Account '%s' is closed. Use another account.".formatted(accountId));
    }
}
