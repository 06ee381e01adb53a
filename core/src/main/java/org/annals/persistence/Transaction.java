package org.annals.persistence;

/**
 * The recorder's own transaction, lent to {@link TransactionWork} so that rows of the user's own
 * are written with the events or not at all. For the lent thread, and only until the work returns.
 */
public interface Transaction {
    /**
     * Returns the handle by which to read and write: {@code java.sql.Connection} on SQL databases,
     * {@code org.annals.memory.MemoryTables} in memory. It must not be committed, rolled back or
     * closed.
     *
     * @throws IllegalArgumentException if this recorder has no such handle; the message names those
     *     that it has
     */
    <T> T as(Class<T> handle);
}
