package org.annals.examples.bank;

/** A debit would take an account below what its overdraft allows. Nothing was debited. */
public final class InsufficientFundsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InsufficientFundsException(
            String accountId, Money balance, Money overdraft, Money asked) {
        super(
                "Account '%s' has %s and may be overdrawn by %s, so %s cannot be debited. Ask for less."
                        .formatted(accountId, balance, overdraft, asked));
    }
}
