package org.annals.projection;

import org.annals.persistence.Transaction;

/**
 * The transaction in which an edition of a view is changed. For the lent thread, and only until the
 * work returns.
 */
public final class ViewTransaction implements Transaction {
    private final Transaction transaction;
    private final Edition edition;

    ViewTransaction(Transaction transaction, Edition edition) {
        this.transaction = transaction;
        this.edition = edition;
    }

    @Override
    public <T> T as(Class<T> handle) {
        return transaction.as(handle);
    }

    /** Returns which edition of the view it is. */
    public Edition edition() {
        return edition;
    }

    /** Returns the name of a table of this edition, as {@link Edition#table} says. */
    public String table(String name) {
        return edition.table(name);
    }
}
