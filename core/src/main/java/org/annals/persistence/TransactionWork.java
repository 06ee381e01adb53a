package org.annals.persistence;

/**
 * What a user does in the transaction that records events.
 *
 * <p>It may run on a thread of the recorder's, so it finds no thread-locals of the caller's. Other
 * appends wait for it: it should be short, and it must neither append to the same recorder nor
 * write its snapshots. Whatever it throws undoes rows and events and reaches the caller of the
 * append: unchecked exceptions as they are, others as the cause of a {@link
 * TransactionWorkFailedException}.
 */
@FunctionalInterface
public interface TransactionWork {
    /** Reads and writes rows. */
    void run(Transaction transaction) throws Exception;
}
